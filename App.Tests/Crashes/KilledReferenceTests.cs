using System.Diagnostics;
using System.Text;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A real server under <c>kill -9</c> while it imports a reference.</summary>
public sealed class KilledReferenceTests
{
    private const int Viruses = 1_500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_200_000)]
    public async Task Wherever_an_import_is_killed_the_reference_is_unseen_or_whole_and_becomes_whole()
    {
        await using var lab = await Lab.EmbeddedAsync();
        var text = Text();
        var whole = await MeasureAsync(lab, text);
        var points = TestCounts.Of(3, 20);
        for (var point = 0; point < points; point++)
        {
            await using var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
            await server.SaysAsync(ServerProcess.Owns);
            var reference = await BeginAsync(lab, text);
            await Task.Delay(whole * (point + 0.5) / points, Cancellation);
            await server.KillAsync();

            var left = (await lab.Get<Collection<Reference>>().GetAsync(reference.Id, Cancellation)).ShouldNotBeNull();
            left.OtuCount.ShouldBe(left.Ready ? Viruses : 0);

            await using var next = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
            await WholeAsync(lab, reference, next);
            (await next.EndAsync()).ShouldBe(0, next.Log);
        }

        Directory.GetFiles(lab.Get<DataFolder>().Tasks).ShouldBeEmpty();
    }

    private static async Task<TimeSpan> MeasureAsync(Lab lab, byte[] text)
    {
        await using var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await server.SaysAsync(ServerProcess.Owns);
        var begun = Stopwatch.StartNew();
        await WholeAsync(lab, await BeginAsync(lab, text), server);
        var whole = begun.Elapsed;
        await server.EndAsync();
        return whole;
    }

    private static async Task<Reference> BeginAsync(Lab lab, byte[] text)
    {
        var data = lab.Get<DataFolder>();
        var (reference, _) = await lab.Get<ReferenceTasks>().ImportAsync(
            Viewer.Server,
            new ReferenceDraft(null),
            new ReferenceImport("many.json"),
            id =>
            {
                Directory.CreateDirectory(data.Tasks);
                return File.WriteAllBytesAsync(data.TaskFile(id), text, Cancellation);
            },
            Cancellation);
        return reference;
    }

    private static async Task WholeAsync(Lab lab, Reference reference, ServerProcess server)
    {
        var ofReference = Where<ServerTask>.Is(task => task.Subject.Id, reference.Id);
        await Waiting.UntilAsync(async () => await lab.Get<Collection<ServerTask>>().FirstAsync(ofReference, Cancellation) is { State: TaskState.Complete }, () => server.Log);
        var seen = (await lab.Get<Collection<Reference>>().GetAsync(reference.Id, Cancellation)).ShouldNotBeNull();
        (seen.Ready, seen.TaskId, seen.OtuCount).ShouldBe((true, null, Viruses));
        (await lab.CountAsync<Otu>(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id))).ShouldBe(Viruses);
        (await lab.CountAsync<Sequence>(Where<Sequence>.Is(sequence => sequence.ReferenceId, reference.Id))).ShouldBe(Viruses);
        (await lab.CountAsync<Change>(Where<Change>.Is(change => change.ReferenceId, reference.Id))).ShouldBe(Viruses);
    }

    private static byte[] Text()
    {
        var text = new StringBuilder("""{"otus":[""");
        for (var number = 0; number < Viruses; number++)
        {
            text.Append(number == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                {"_id":"otu{{number}}","name":"Virus {{number}}","schema":[],"isolates":[{"id":"a","source_type":"isolate","source_name":"x","default":true,
                "sequences":[{"_id":"seq{{number}}","accession":"NC_{{number}}","definition":"","sequence":"{{new string('A', 8_000)}}"}]}]}
                """);
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
