using Shouldly;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.References;

/// <summary>What a reference is after it was exported and imported, or copied; alike on every engine.</summary>
public abstract class RoundTripContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<ReferencesHost> StartAsync();

    [Fact]
    public async Task What_is_exported_and_imported_again_is_the_same_but_for_ids_that_are_taken()
    {
        await using var host = await StartAsync();
        for (var seed = 0; seed < (host.TakesMany ? TestCounts.Of(15, 300) : 3); seed++)
        {
            var first = await host.ImportAsync(RandomReferences.Make(new Random(seed)));
            var before = await host.VirusesAsync(first.Id);
            var export = await host.ExportAsync(first.Id, ExportScope.Unverified);

            var beside = await host.ImportAsync(export);
            VirusText.Of(await host.VirusesAsync(beside.Id), ids: false).ShouldBe(VirusText.Of(before, ids: false), $"Seed {seed}");

            await host.RunAsync(await host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, first.Id, Cancellation));
            await host.RunAsync(await host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, beside.Id, Cancellation));
            (await host.CountAsync()).ShouldBe(0, $"Seed {seed}");

            var alone = await host.ImportAsync(export);
            VirusText.Of(await host.VirusesAsync(alone.Id), ids: true).ShouldBe(VirusText.Of(before, ids: true), $"Seed {seed}");
            (alone.Name, alone.Description, alone.Organism, alone.DataType, alone.RestrictSourceTypes).ShouldBe(
                (first.Name, first.Description, first.Organism, first.DataType, first.RestrictSourceTypes), $"Seed {seed}");
            alone.Targets.ShouldBe(first.Targets);
            alone.SourceTypes.ShouldBe(first.SourceTypes);
            await host.RunAsync(await host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, alone.Id, Cancellation));
        }
    }

    [Fact]
    public async Task The_same_reference_gives_the_same_bytes()
    {
        await using var host = await StartAsync();
        var reference = await host.ImportAsync(ReferenceText.Small);

        var export = await host.ExportAsync(reference.Id, ExportScope.Unbuilt);

        (await host.ExportAsync(reference.Id, ExportScope.Unbuilt)).ShouldBe(export);
    }

    [Fact]
    public async Task A_copy_has_the_same_viruses_with_ids_and_a_history_of_its_own()
    {
        await using var host = await StartAsync();
        var source = await host.ImportAsync(ReferenceText.Small);
        await host.Get<ReferenceService>().EditAsync(ReferencesHost.Nina, source.Id, new ReferenceEdit { InternalControl = "d93ec9a9" }, Cancellation);

        var (begun, task) = await host.Get<ReferenceTasks>().CloneAsync(ReferencesHost.Nina, new ReferenceDraft(null), source.Id, Cancellation);
        await host.RunAsync(task);

        var copy = (await host.All<Reference>().GetAsync(begun.Id, Cancellation))!;
        (copy.Name, copy.Ready, copy.OtuCount, copy.Changes).ShouldBe(("Clone of Two viruses", true, 2, 2));
        copy.ClonedFrom!.Id.ShouldBe(source.Id);
        var (copied, viruses) = (await host.VirusesAsync(copy.Id), await host.VirusesAsync(source.Id));
        VirusText.Of(copied, ids: false).ShouldBe(VirusText.Of(viruses, ids: false));
        copied.Select(virus => virus.Otu.Id).Intersect(viruses.Select(virus => virus.Otu.Id)).ShouldBeEmpty();
        copy.InternalControl!.Id.ShouldBe(copied.Single(virus => virus.Otu.Name == "Hop stunt viroid").Otu.Id);
    }

    [Fact]
    public async Task Each_scope_has_the_viruses_in_its_state()
    {
        await using var host = await StartAsync();
        var reference = await host.ImportAsync(ReferenceText.Small);
        await host.Get<OtuService>().EditAsync(ReferencesHost.Nina, "d93ec9a9", new OtuEdit { Name = "Renamed viroid" }, Cancellation);
        await host.Get<OtuService>().RemoveSequenceAsync(ReferencesHost.Nina, "d93ec9a9", "6e8amg20", "9w3oz9pl", Cancellation);

        Names(await host.ExportAsync(reference.Id, ExportScope.Unverified)).ShouldBe(["Abaca bunchy top virus 4", "Renamed viroid 0"]);
        Names(await host.ExportAsync(reference.Id, ExportScope.Unbuilt)).ShouldBe(["Abaca bunchy top virus 4", "Renamed viroid 1"]);
        (await Should.ThrowAsync<Virtool.Domain.Rights.RefusedException>(() => host.ExportAsync(reference.Id, ExportScope.Built))).Message.ShouldContain("No index");

        await host.All<Virtool.Domain.Indexes.ReferenceIndex>().InsertAsync(
            new() { Id = "index001", Reference = new(reference.Id, reference.Name), User = reference.User, JobId = "job00001", Ready = true }, Cancellation);
        await host.All<Virtool.Domain.Indexes.IndexManifest>().InsertAsync(
            new() { Id = "index001", ReferenceId = reference.Id, Otus = new Dictionary<string, int> { ["d93ec9a9"] = 0 } }, Cancellation);
        Names(await host.ExportAsync(reference.Id, ExportScope.Built)).ShouldBe(["Hop stunt viroid 1"]);
    }

    private static List<string> Names(byte[] export)
    {
        using var packed = new System.IO.Compression.GZipStream(new MemoryStream(export), System.IO.Compression.CompressionMode.Decompress);
        var root = System.Text.Json.Nodes.JsonNode.Parse(packed)!;
        return
        [
            .. root["otus"]!.AsArray().Select(otu => $"{otu!["name"]} {otu["isolates"]!.AsArray().Sum(isolate => isolate!["sequences"]!.AsArray().Count)}").Order(StringComparer.Ordinal),
        ];
    }
}
