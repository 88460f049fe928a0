using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Outgoing;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.References.Remote;
using Virtool.Jobs.Tasks;
using Xunit;
using static Virtool.App.Tests.References.Releases.ReleaseText;

namespace Virtool.App.Tests.References.Releases;

/// <summary>References that follow a repository; alike on every engine.</summary>
public abstract class RemoteReferenceContract : IAsyncLifetime
{
    private RemoteHost? _started;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] First { get; } = Packed(Virus("aaa", "Apple virus", "AV"), Virus("bbb", "Barley virus"), Virus("ccc", "Carrot virus", "CV"));

    private RemoteHost Host => _started.ShouldNotBeNull();

    public async ValueTask InitializeAsync() => _started = await StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _started?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private protected abstract Task<RemoteHost> StartAsync();

    [Fact]
    public async Task The_newest_release_of_a_repository_becomes_a_reference_that_follows_it()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        reference.ShouldSatisfyAllConditions(
            () => reference.Name.ShouldBe("Plant Viruses"),
            () => reference.Ready.ShouldBeTrue(),
            () => reference.TaskId.ShouldBeNull(),
            () => reference.OtuCount.ShouldBe(3),
            () => reference.Changes.ShouldBe(3),
            () => reference.Remote!.Slug.ShouldBe(GitHubStandIn.Slug),
            () => reference.Remote!.Installed!.Tag.ShouldBe("v1.0.0"));
        var viruses = await Host.VirusesAsync(reference.Id);
        viruses.Select(virus => (virus.Otu.Name, virus.Otu.RemoteId, virus.Otu.Verified)).ShouldBe([("Apple virus", "aaa", true), ("Barley virus", "bbb", true), ("Carrot virus", "ccc", true)]);
        viruses.SelectMany(virus => virus.Sequences).Select(sequence => sequence.RemoteId).ShouldBe(["aaaa1", "aaab1", "bbba1", "bbbb1", "ccca1", "cccb1"]);
        var changes = await Host.All<Change>().FindAsync(Filter.All, Cancellation);
        changes.ShouldAllBe(change => change.MethodName == ChangeMethod.Remote && change.User.Name == "nina");
        var update = (await Host.All<RemoteUpdate>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (update.State, update.Added).ShouldBe((RemoteUpdateState.Installed, 3));
        Directory.EnumerateFiles(Host.Files.Tasks).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_remote_reference_is_not_edited_here()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        var virus = (await Host.VirusesAsync(reference.Id))[0];
        var refusal = await Should.ThrowAsync<RefusedException>(Host.Get<OtuService>().RemoveAsync(RemoteHost.Nina, virus.Otu.Id, Cancellation));
        refusal.Message.ShouldContain(GitHubStandIn.Slug);
    }

    [Fact]
    public async Task What_a_release_changes_is_told_before_anything_changes()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        var before = await Host.VirusesAsync(reference.Id);
        await Host.PublishAsync(reference.Id, "v1.1.0", Second());
        var update = await CompareAsync(reference.Id);
        (update.State, update.Added, update.Changed, update.Removed, update.Unchanged).ShouldBe((RemoteUpdateState.Compared, 1, 1, 1, 1));
        var list = await Host.Get<RemoteTasks>().ListAsync(RemoteHost.Nina, reference.Id, update.Id, Cancellation);
        list.Select(change => (change.Kind, change.Name)).ShouldBe([(RemoteChangeKind.Removed, "Barley virus"), (RemoteChangeKind.Changed, "Apple virus"), (RemoteChangeKind.Added, "Date virus")]);
        list[1].Details.Select(detail => detail.Words).ShouldBe(
        [
            "Renamed to Apple mosaic virus", "Abbreviation AV changed to AMV", "Segments added: RNA 1", "Isolates added: Isolate C; removed: Isolate B; renamed: Isolate Q7",
            "Sequences added: NC_aaac1; removed: NC_aaab1; with other nucleotides: NC_aaaa1",
        ]);
        (await Host.VirusesAsync(reference.Id)).Select(Text).ShouldBe(before.Select(Text));
        (await Host.ReferenceAsync(reference.Id)).ShouldSatisfyAllConditions(now => now.TaskId.ShouldBeNull(), now => now.Remote!.Installed!.Tag.ShouldBe("v1.0.0"));
    }

    [Fact]
    public async Task A_release_is_installed_and_every_virus_has_a_change_in_the_history()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        var before = (await Host.VirusesAsync(reference.Id)).ToDictionary(virus => virus.Otu.RemoteId!);
        await Host.PublishAsync(reference.Id, "v1.1.0", Second());
        var compared = await CompareAsync(reference.Id);
        var update = await InstallAsync(reference.Id);
        update.Id.ShouldBe(compared.Id);
        (update.State, update.Added, update.Changed, update.Removed).ShouldBe((RemoteUpdateState.Installed, 1, 1, 1));
        var after = (await Host.VirusesAsync(reference.Id)).ToDictionary(virus => virus.Otu.RemoteId!);
        after.Keys.Order().ShouldBe(["aaa", "ccc", "ddd"]);
        Text(after["ccc"]).ShouldBe(Text(before["ccc"]));
        after["ccc"].Otu.Version.ShouldBe(0);
        var apple = after["aaa"];
        (apple.Otu.Id, apple.Otu.Version, apple.Otu.Name, apple.Otu.Abbreviation).ShouldBe((before["aaa"].Otu.Id, 1, "Apple mosaic virus", "AMV"));
        apple.Otu.Isolates.Select(isolate => isolate.Name).ShouldBe(["Isolate Q7", "Isolate C"]);
        apple.Sequences[0].ShouldSatisfyAllConditions(
            sequence => sequence.Id.ShouldBe(before["aaa"].Sequences[0].Id), sequence => sequence.Nucleotides.ShouldBe("GGGG"), sequence => sequence.Segment.ShouldBe("RNA 1"));
        var history = Host.Get<OtuHistory>();
        Text((await history.AtAsync(apple.Otu.Id, 0, Cancellation)).ShouldNotBeNull()).ShouldBe(Text(before["aaa"]));
        Text((await history.AtAsync(before["bbb"].Otu.Id, 0, Cancellation)).ShouldNotBeNull()).ShouldBe(Text(before["bbb"]));
        var changes = await Host.All<Change>().FindAsync(Query<Change>.All.Where(Where<Change>.Above(change => change.Number, 3)).OrderBy(change => change.Number), Cancellation);
        changes.Select(change => change.MethodName).ShouldBe([ChangeMethod.Remove, ChangeMethod.Update, ChangeMethod.Remote]);
        var now = await Host.ReferenceAsync(reference.Id);
        now.ShouldSatisfyAllConditions(
            () => now.Remote!.Installed!.Tag.ShouldBe("v1.1.0"), () => now.TaskId.ShouldBeNull(), () => now.OtuCount.ShouldBe(3), () => now.Changes.ShouldBe(6));
    }

    [Fact]
    public async Task Viruses_that_exchange_their_names_are_updated()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        await Host.PublishAsync(reference.Id, "v1.1.0", Packed(Virus("aaa", "Barley virus", "CV"), Virus("bbb", "Carrot virus", "AV"), Virus("ccc", "Apple virus"), Virus("ddd", "Date virus")));
        await InstallAsync(reference.Id);
        (await Host.VirusesAsync(reference.Id)).Select(virus => (virus.Otu.Name, virus.Otu.Abbreviation, virus.Otu.RemoteId))
            .ShouldBe([("Apple virus", "", "ccc"), ("Barley virus", "CV", "aaa"), ("Carrot virus", "AV", "bbb"), ("Date virus", "", "ddd")]);
    }

    [Fact]
    public async Task An_update_that_was_cut_off_anywhere_comes_to_the_same_end_when_it_is_begun_again()
    {
        var file = Packed(Enumerable.Range(0, 12).Where(number => number % 4 != 0).Select(number => Virus($"v{number:00}", number % 3 == 0 ? $"Virus {number}" : $"Other virus {number}")));
        foreach (var cut in Enumerable.Range(0, TestCounts.Of(4, 16)))
        {
            await using var host = await RemoteHost.StartAsync();
            var reference = await host.InstallAsync("v1.0.0", Packed(Enumerable.Range(0, 9).Select(number => Virus($"v{number:00}", $"Virus {number}"))));
            await host.PublishAsync(reference.Id, "v1.1.0", file);
            var update = await host.Remotes.InstallAsync(RemoteHost.Nina, reference.Id, Cancellation);
            var task = await host.TaskAsync(update.TaskId);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var changes = 9 + (cut * TestCounts.Of(3, 1));
            var attempt = host.AttemptAsync(task with { Attempts = 1 }, ended.Token);
            await Waiting.UntilAsync(async () => attempt.IsCompleted || (await host.ReferenceAsync(reference.Id)).Changes >= changes);
            await ended.CancelAsync();
            try
            {
                await attempt;
            }
            catch (OperationCanceledException)
            {
                // As a server that ends.
            }

            var between = await host.ReferenceAsync(reference.Id);
            (between.Changes == 9 || (between.Remote!.Unfinished is null) == (between.Remote.Installed!.Tag == "v1.1.0")).ShouldBeTrue();
            await host.RunAsync(task with { Attempts = 2 }, Cancellation);
            (await host.VirusesAsync(reference.Id)).Select(virus => virus.Otu.RemoteId).Order().ShouldBe(Enumerable.Range(0, 12).Where(number => number % 4 != 0).Select(number => $"v{number:00}"));
            var now = await host.ReferenceAsync(reference.Id);
            (now.Remote!.Installed!.Tag, now.Remote.Unfinished, now.TaskId, now.OtuCount).ShouldBe(("v1.1.0", null, null, 9));
            var numbers = (await host.All<Change>().FindAsync(Filter.All, Cancellation)).Select(change => change.Number).Order().ToList();
            numbers.ShouldBe(Enumerable.Range(1, now.Changes));
            (await host.UpdateAsync(update.Id)).State.ShouldBe(RemoteUpdateState.Installed);
        }
    }

    [Fact]
    public async Task A_release_that_is_the_same_changes_nothing()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        await Host.PublishAsync(reference.Id, "v1.0.1", First);
        var update = await InstallAsync(reference.Id);
        (update.Added, update.Changed, update.Removed, update.Unchanged).ShouldBe((0, 0, 0, 3));
        (await Host.ReferenceAsync(reference.Id)).Changes.ShouldBe(3);
    }

    [Fact]
    public async Task A_remote_reference_that_is_deleted_leaves_nothing_behind()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        await Host.PublishAsync(reference.Id, "v1.1.0", Second());
        await CompareAsync(reference.Id);
        await Host.RunAsync(await Host.Get<ReferenceTasks>().RemoveAsync(RemoteHost.Nina, reference.Id, Cancellation), Cancellation);
        (await Host.All<Reference>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        (await Host.All<RemoteUpdate>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        (await Host.All<RemoteUpdateList>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData("no gzip")]
    [InlineData("no json")]
    [InlineData("cut short")]
    [InlineData("no reference")]
    [InlineData("wrong letters")]
    public async Task A_wrong_file_in_a_release_leaves_nothing_behind(string what)
    {
        byte[] file = what switch
        {
            "no gzip" => [1, 2, 3],
            "no json" => Pack("Hello"),
            "cut short" => First[..^20],
            "no reference" => Pack("""{"hello":"world"}"""),
            _ => Packed(Virus("aaa", "Apple virus").But(virus => virus["isolates"]![0]!["sequences"]![0]!["sequence"] = "AC!T")),
        };
        var failure = await Should.ThrowAsync<TaskFailedException>(Host.InstallAsync("v1.0.0", file));
        failure.Problems.ShouldNotBeEmpty();
        (await Host.All<Reference>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        (await Host.All<RemoteUpdate>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        (await Host.All<Otu>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        Directory.EnumerateFiles(Host.Files.Tasks).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_file_in_a_newer_release_leaves_the_reference_as_it_was()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        await Host.PublishAsync(reference.Id, "v1.1.0", Pack("Hello"));
        var update = await Host.Remotes.InstallAsync(RemoteHost.Nina, reference.Id, Cancellation);
        await Should.ThrowAsync<TaskFailedException>(async () => await Host.RunAsync(await Host.TaskAsync(update.TaskId), Cancellation));
        (await Host.UpdateAsync(update.Id)).State.ShouldBe(RemoteUpdateState.Failed);
        (await Host.ReferenceAsync(reference.Id)).ShouldSatisfyAllConditions(
            now => now.TaskId.ShouldBeNull(), now => now.Remote!.Installed!.Tag.ShouldBe("v1.0.0"), now => now.OtuCount.ShouldBe(3));
    }

    [Fact]
    public async Task A_download_that_is_cut_off_is_told_in_a_sentence()
    {
        Host.GitHub.Publish("v1.0.0", First);
        Host.GitHub.Trouble = async context =>
        {
            if (!context.Request.Path.StartsWithSegments("/storage", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.ContentLength = First.Length;
            await context.Response.Body.WriteAsync(First.AsMemory(0, 100), Cancellation);
            context.Abort();
            return true;
        };
        var (_, task) = await Host.Remotes.CreateAsync(RemoteHost.Nina, GitHubStandIn.Slug, new ReferenceDraft(null), cancellation: Cancellation);
        (await Should.ThrowAsync<TaskFailedException>(Host.RunAsync(task, Cancellation))).Message.ShouldContain("cut off");
        (await Host.All<Reference>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_repository_without_a_usable_release_makes_no_reference()
    {
        var missing = await Should.ThrowAsync<BadRequestException>(Host.Remotes.CreateAsync(RemoteHost.Nina, "virtool/nothing", new ReferenceDraft(null), cancellation: Cancellation));
        missing.Message.ShouldContain("virtool/nothing");
        Host.GitHub.Publish("v1.0.0");
        var empty = await Should.ThrowAsync<BadRequestException>(Host.Remotes.CreateAsync(RemoteHost.Nina, GitHubStandIn.Slug, new ReferenceDraft(null), cancellation: Cancellation));
        empty.Message.ShouldContain(".json.gz");
        Host.GitHub.Trouble = context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return Task.FromResult(true);
        };
        await Should.ThrowAsync<OutgoingException>(Host.Remotes.CreateAsync(RemoteHost.Nina, GitHubStandIn.Slug, new ReferenceDraft(null), cancellation: Cancellation));
        await Should.ThrowAsync<NotPermittedException>(
            Host.Remotes.CreateAsync(RemoteHost.Nina with { Permissions = new HashSet<Permission>() }, GitHubStandIn.Slug, new ReferenceDraft(null), cancellation: Cancellation));
        (await Host.All<Reference>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_given_release_is_installed_where_one_is_named()
    {
        var wanted = Host.GitHub.Publish("v1.0.0", First)["id"]!.GetValue<int>();
        Host.GitHub.Publish("v1.1.0", Second());
        var (reference, task) = await Host.Remotes.CreateAsync(RemoteHost.Nina, GitHubStandIn.Slug, new ReferenceDraft("Mine"), wanted, Cancellation);
        await Host.RunAsync(task, Cancellation);
        var now = await Host.ReferenceAsync(reference.Id);
        (now.Name, now.Remote!.Installed!.Tag).ShouldBe(("Mine", "v1.0.0"));
        (await Host.Remotes.CheckAsync(RemoteHost.Nina, reference.Id, Cancellation)).Remote!.Newest!.Tag.ShouldBe("v1.1.0");
    }

    [Fact]
    public async Task Only_who_may_modify_a_reference_updates_it_and_only_where_there_is_something_newer()
    {
        var reference = await Host.InstallAsync("v1.0.0", First);
        var stranger = new Viewer("user0002", "sven", Administrator: false, new HashSet<Permission>());
        await Should.ThrowAsync<NotPermittedException>(Host.Remotes.InstallAsync(stranger, reference.Id, Cancellation));
        (await Should.ThrowAsync<BadRequestException>(Host.Remotes.InstallAsync(RemoteHost.Nina, reference.Id, Cancellation))).Message.ShouldContain("v1.0.0");
        await Host.PublishAsync(reference.Id, "v1.1.0", Second());
        await Host.Remotes.CompareAsync(RemoteHost.Nina, reference.Id, Cancellation);
        await Should.ThrowAsync<RefusedException>(Host.Remotes.InstallAsync(RemoteHost.Nina, reference.Id, Cancellation));
    }

    [Fact]
    public async Task The_whole_plant_virus_reference_is_installed_and_updated()
    {
        var path = TestData.Shared("reference/plant_viruses.json.gz");
        Assert.SkipUnless(Host.TakesMany, "It takes 2,084 viruses through a database server: it runs with ./test --long.");
        var whole = await System.IO.File.ReadAllBytesAsync(path, Cancellation);
        var reference = await Host.InstallAsync("v1.0.0", whole);
        reference.OtuCount.ShouldBe(2084);
        await Host.PublishAsync(reference.Id, "v1.1.0", Changed(whole));
        var update = await InstallAsync(reference.Id);
        (update.Added, update.Changed, update.Removed, update.Unchanged).ShouldBe((1, 50, 10, 2024));
        (await Host.ReferenceAsync(reference.Id)).OtuCount.ShouldBe(2075);
    }

    private static byte[] Changed(byte[] whole)
    {
        using var unpacked = new System.IO.Compression.GZipStream(new MemoryStream(whole), System.IO.Compression.CompressionMode.Decompress);
        var tree = JsonNode.Parse(unpacked)!;
        var otus = tree["otus"]!.AsArray();
        otus.RemoveRange(0, 10);
        foreach (var otu in otus.Take(50))
        {
            otu!["name"] = $"{otu["name"]} changed";
        }

        otus.Add(Virus("added001", "Added virus"));
        return Pack(tree.ToJsonString());
    }

    private static byte[] Second() => Packed(
        Virus("aaa", "Apple mosaic virus", "AMV").But(virus =>
        {
            virus["schema"] = new JsonArray(new JsonObject { ["name"] = "RNA 1", ["molecule"] = "ssRNA+", ["required"] = true });
            virus["isolates"] = new JsonArray(Isolate("aaaa", "Q7", isDefault: true), Isolate("aaac", "C", isDefault: false));
            var sequence = virus["isolates"]![0]!["sequences"]![0]!;
            sequence["sequence"] = "GGGG";
            sequence["segment"] = "RNA 1";
        }),
        Virus("ccc", "Carrot virus", "CV"),
        Virus("ddd", "Date virus"));

    /// <summary>Everything of a virus but what the store counts.</summary>
    private static string Text(JoinedOtu virus) => OtuState.Of(virus).ToTree().GetRawText();

    private async Task<RemoteUpdate> CompareAsync(string id)
    {
        var update = await Host.Remotes.CompareAsync(RemoteHost.Nina, id, Cancellation);
        await Host.RunAsync(await Host.TaskAsync(update.TaskId), Cancellation);
        return await Host.UpdateAsync(update.Id);
    }

    private async Task<RemoteUpdate> InstallAsync(string id)
    {
        var update = await Host.Remotes.InstallAsync(RemoteHost.Nina, id, Cancellation);
        await Host.RunAsync(await Host.TaskAsync(update.TaskId), Cancellation);
        return await Host.UpdateAsync(update.Id);
    }
}
