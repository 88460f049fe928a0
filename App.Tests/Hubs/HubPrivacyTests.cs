using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Hubs;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Migrations;
using Virtool.Domain.Quality;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class HubPrivacyTests : IAsyncLifetime
{
    private const string Private = "PRIVATE-MARKER";
    private const string Silent = "SILENT-MARKER";
    private const string Public = "PUBLIC-MARKER";

    private HubLab _lab = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _lab = await HubLab.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public void Of_every_collection_it_is_decided_whether_it_goes_out()
    {
        string[] silent = ["analysis_results", "analysis_viruses", "audit", "blasts", "checks", "folder_listings", "former_nucleotides", "hmm_members", "hmms", "index_manifests", "keys", "nuvs_results", "quality", "questions", "remote_update_lists", "remote_updates", SchemaVersion.Collection, "trash", "trust_rules", "verdicts", "watched_folders"];
        var all = _lab.Server.Services.GetServices<CollectionDefinition>().Select(definition => definition.Name);
        var told = _lab.Server.Services.GetRequiredService<HubInterfaces>().Names;
        all.ShouldBe(told.Concat(silent), ignoreOrder: true);
    }

    [Fact]
    public async Task No_text_of_a_private_document_reaches_a_stranger_in_any_message()
    {
        var owner = await _lab.SignInAsync("owner", Cancellation);
        var stranger = await _lab.SignInAsync("stranger", Cancellation);
        var owners = await _lab.ListenAsync(owner, Cancellation);
        var strangers = await _lab.ListenAsync(stranger, Cancellation);
        string[] hers = [owner.Principal];
        var privates = new[]
        {
            await InsertAsync(Filled.With<Reference>(Private, "private0") with { Readers = hers, Access = [] }, reference => reference with { Name = $"{Private}-2" }),
            await InsertAsync(Filled.With<Sample>(Private, "private1") with { Readers = hers, Access = [] }, sample => sample with { Name = $"{Private}-2" }),
            await InsertAsync(Filled.With<Analysis>(Private, "private2") with { Readers = hers }, analysis => analysis with { Error = $"{Private}-2" }),
            await InsertAsync(Filled.With<StoredFile>(Private, "private3") with { Readers = hers }, file => file with { Name = $"{Private}-2" }),
            await InsertAsync(Filled.With<Import>(Private, "private4") with { Readers = hers, State = ImportState.Quarantined }, import => import with { Reason = $"{Private}-2" }),
            await InsertAsync(Filled.With<ReferenceIndex>(Private, "private5") with { Reference = new Link("private0", Private) }, index => index with { Ready = true }),
            await InsertAsync(Filled.With<Job>(Private, "private6") with { Readers = hers, State = JobState.Complete }, job => job with { Reason = $"{Private}-2" }),
            await InsertAsync(Filled.With<Otu>(Private, "private7") with { Reference = new Link("private0", Private) }, otu => otu with { Name = $"{Private}-2" }),
            await InsertAsync(Filled.With<Sequence>(Private, "private8") with { ReferenceId = "private0" }, sequence => sequence with { Definition = $"{Private}-2" }),
        };
        var stays = await InsertAsync(Filled.With<User>(Private, "private9") with { Active = true }, user => user with { Handle = $"{Private}-2" });
        await InsertAsync(Filled.With<AnalysisResult>(Silent, "silent00"), result => result with { Hits = [] });
        await InsertAsync(Filled.With<ReadQuality>(Silent, "silent01"), quality => quality with { Count = 2 });
        await InsertAsync(Filled.With<WatchedFolder>(Silent, "silent02") with { Enabled = false }, folder => folder with { Path = $"/{Silent}" });
        foreach (var (collection, id) in privates)
        {
            await owners.ChangeAsync(collection, id, Cancellation);
        }

        await DeleteAllAsync();
        await InsertAsync(Filled.With<Subtraction>(Public, "public00"), subtraction => subtraction with { Nickname = "short" });
        foreach (var client in new[] { owners, strangers })
        {
            await client.WaitAsync("Changed", Cancellation, change => change["data"]!.ToJsonString().Contains("short", StringComparison.Ordinal));
            client.Frames.ShouldNotContain(frame => frame.Contains(Silent, StringComparison.Ordinal) || frame.Contains("silent0", StringComparison.Ordinal));
        }

        strangers.Frames.ShouldContain(frame => frame.Contains(Public, StringComparison.Ordinal));
        strangers.Frames.ShouldNotContain(frame => frame.Contains(Private, StringComparison.Ordinal) || frame.Contains("private", StringComparison.Ordinal));
        owners.Frames.ShouldContain(frame => frame.Contains(Private, StringComparison.Ordinal));
        owners.Frames.ShouldNotContain(frame => frame.Contains(stays.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_is_told_to_administrators_and_to_itself_without_anything_that_signing_in_takes()
    {
        var root = await _lab.SignInAsync("root", Cancellation, administrator: true);
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var bob = await _lab.SignInAsync("bob", Cancellation);
        var roots = await _lab.ListenAsync(root, Cancellation);
        var anns = await _lab.ListenAsync(ann, Cancellation);
        foreach (var session in new[] { bob, ann })
        {
            await _lab.Of<User>().UpdateAsync(session.User.Id, user => user with { Handle = $"new-{user.Handle}" }, Cancellation);
        }

        var told = await roots.ChangeAsync("users", ann.User.Id, Cancellation);
        told["data"]!.AsObject().Select(field => field.Key).ShouldBe(["id", "handle", "administrator", "active"]);
        await anns.WaitAsync("Resync", Cancellation);
        anns.Frames.ShouldNotContain(frame => frame.Contains(bob.User.Id, StringComparison.Ordinal));
        foreach (var secret in new[] { ann.User.PasswordHash!, ann.User.SecurityStamp, bob.User.PasswordHash!, bob.User.SecurityStamp })
        {
            roots.Frames.ShouldNotContain(frame => frame.Contains(secret, StringComparison.Ordinal));
        }
    }

    private async Task<(string Collection, string Id)> InsertAsync<T>(T document, Func<T, T> change)
        where T : Document
    {
        var collection = _lab.Of<T>();
        await collection.InsertAsync(document, Cancellation);
        await collection.UpdateAsync(document.Id, change, Cancellation);
        return (collection.Name, document.Id);
    }

    /// <summary>What depends on others last, since who may see a virus goes by its reference.</summary>
    private async Task DeleteAllAsync()
    {
        await _lab.Of<Sequence>().DeleteAsync("private8", Cancellation);
        await _lab.Of<Otu>().DeleteAsync("private7", Cancellation);
        await _lab.Of<Job>().DeleteAsync("private6", Cancellation);
        await _lab.Of<ReferenceIndex>().DeleteAsync("private5", Cancellation);
        await _lab.Of<Import>().DeleteAsync("private4", Cancellation);
        await _lab.Of<StoredFile>().DeleteAsync("private3", Cancellation);
        await _lab.Of<Analysis>().DeleteAsync("private2", Cancellation);
        await _lab.Of<Sample>().DeleteAsync("private1", Cancellation);
        await _lab.Of<Reference>().DeleteAsync("private0", Cancellation);
    }
}
