using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.App.Tests.References.Releases;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>A real server under <c>kill -9</c> while it installs a release into a remote reference.</summary>
public sealed class KilledUpdateTests
{
    private const int Viruses = 400;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_200_000)]
    public async Task Wherever_the_installing_of_a_release_is_killed_the_next_server_brings_it_to_the_same_end()
    {
        await using var gitHub = await GitHubStandIn.StartAsync(Cancellation);
        await using var lab = await Lab.EmbeddedAsync();
        string[] settings = [.. lab.Settings, $"--Outgoing:GitHub={gitHub.Address}", "--Outgoing:Proxy=none"];
        gitHub.Publish("v1.0.0", Made(even: 0));
        var (reference, task) = await lab.Get<RemoteTasks>().CreateAsync(Viewer.Server, new ReferenceDraft("Plants"), GitHubStandIn.Slug, Newest(gitHub), Cancellation);
        await using (var server = await ServerProcess.StartAsync(lab.Folder, settings))
        {
            await OverAsync(lab, task.Id, server);
            (await server.EndAsync()).ShouldBe(0, server.Log);
        }

        for (var round = 1; round <= TestCounts.Of(2, 10); round++)
        {
            gitHub.Publish($"v1.{round}.0", Made(round));
            await lab.Get<Collection<Reference>>().UpdateAsync(reference.Id, now => now with { Remote = now.Remote! with { Newest = Newest(gitHub) } }, Cancellation);
            var before = (await ReferenceAsync(lab, reference.Id)).Changes;
            var update = await lab.Get<RemoteTasks>().BeginAsync(Viewer.Server, reference.Id, install: true, Cancellation);
            await using (var server = await ServerProcess.StartAsync(lab.Folder, settings))
            {
                var kill = before + (Viruses / 2 * round / (TestCounts.Of(2, 10) + 1));
                await Waiting.UntilAsync(async () => (await ReferenceAsync(lab, reference.Id)).Changes >= kill, () => server.Log);
                await server.KillAsync();
            }

            await using var next = await ServerProcess.StartAsync(lab.Folder, settings);
            await OverAsync(lab, update.TaskId, next);
            (await next.EndAsync()).ShouldBe(0, next.Log);
            var now = await ReferenceAsync(lab, reference.Id);
            (now.Remote!.Installed!.Tag, now.TaskId, now.OtuCount, now.Changes).ShouldBe(($"v1.{round}.0", null, Viruses, before + (Viruses / 2)));
            var names = (await lab.Get<Collection<Otu>>().FindAsync(Filter.All, Cancellation)).Select(otu => otu.Name).Order(StringComparer.Ordinal);
            names.ShouldBe(Enumerable.Range(0, Viruses).Select(number => NameOf(number, round)).Order(StringComparer.Ordinal));
            (await lab.Get<Collection<RemoteUpdate>>().GetAsync(update.Id, Cancellation))!.ShouldSatisfyAllConditions(
                done => done.State.ShouldBe(RemoteUpdateState.Installed), done => done.Changed.ShouldBe(Viruses / 2));
        }

        var numbers = (await lab.Get<Collection<Change>>().FindAsync(Filter.All, Cancellation)).Select(change => change.Number).Order().ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
        Directory.EnumerateFiles(lab.Get<Domain.Files.DataFolder>().Tasks).ShouldBeEmpty();
    }

    private static string NameOf(int number, int round) => number % 2 == 0 ? $"Virus {number:000} of round {round}" : $"Virus {number:000}";

    private static byte[] Made(int even) => ReleaseText.Packed(Enumerable.Range(0, Viruses).Select(number => ReleaseText.Virus($"v{number:000}", NameOf(number, even))));

    private static Release Newest(GitHubStandIn gitHub)
    {
        var release = gitHub.Releases[0];
        var file = release["assets"]![0]!;
        return new Release
        {
            Id = release["id"]!.GetValue<int>(),
            Tag = release["tag_name"]!.GetValue<string>(),
            Name = release["tag_name"]!.GetValue<string>(),
            Filename = "reference.json.gz",
            Size = file["size"]!.GetValue<int>(),
            DownloadUrl = file["browser_download_url"]!.GetValue<string>(),
        };
    }

    private static Task OverAsync(Lab lab, string taskId, ServerProcess server) => Waiting.UntilAsync(
        async () => (await lab.Get<Collection<ServerTask>>().GetAsync(taskId, Cancellation))!.State switch
        {
            TaskState.Complete => true,
            TaskState.Failed or TaskState.Cancelled => throw new InvalidOperationException($"The task failed: {server.Log}"),
            _ => false,
        },
        () => server.Log);

    private static async Task<Reference> ReferenceAsync(Lab lab, string id) => (await lab.Get<Collection<Reference>>().GetAsync(id, Cancellation))!;
}
