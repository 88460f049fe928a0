using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Components.Shell;
using Virtool.Data.Changes;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class ChangesHubTests : IAsyncLifetime
{
    private HubLab _lab = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _lab = await HubLab.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("POST", "/hubs/changes/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/hubs/changes")]
    public async Task Without_a_session_the_hub_answers_401_in_json(string method, string address)
    {
        using var client = new HttpClient { BaseAddress = _lab.Server.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var answer = await client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["id"]!.GetValue<string>().ShouldBe("requires_authorization");
    }

    [Fact]
    public async Task A_connection_hears_where_the_feed_stands_and_nothing_more_until_it_says_from_where()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation, administrator: true);
        var silent = await _lab.ConnectAsync(ann, Cancellation);
        var begin = await silent.WaitAsync("Begin", Cancellation);
        begin["version"]!.GetValue<string>().ShouldBe(Product.Version);
        begin["epoch"]!.GetValue<string>().ShouldNotBeEmpty();
        var other = await _lab.ListenAsync(ann, Cancellation);
        var sample = await _lab.Of<Sample>().InsertAsync(Made.Sample("first000"), Cancellation);
        await other.ChangeAsync("samples", sample.Id, Cancellation);
        silent.Changes.ShouldBeEmpty();

        await silent.SinceAsync(begin["sequence"]!.GetValue<long>(), Cancellation);
        await silent.ChangeAsync("samples", sample.Id, Cancellation);
    }

    [Fact]
    public async Task A_document_is_told_as_the_lists_of_the_api_have_it()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation, administrator: true);
        var client = await _lab.ListenAsync(ann, Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample(), Cancellation);
        var insert = await client.ChangeAsync("samples", "sample01", Cancellation, "insert");
        using var handler = new HttpClientHandler { CookieContainer = ann.Cookies };
        using var http = new HttpClient(handler) { BaseAddress = _lab.Server.Address };
        var listed = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/samples", UriKind.Relative), Cancellation))!["documents"]![0];
        JsonNode.DeepEquals(insert["data"], listed).ShouldBeTrue($"{insert["data"]!.ToJsonString()} / {listed!.ToJsonString()}");

        await samples.UpdateAsync("sample01", sample => sample with { Name = "VT-0413" }, Cancellation);
        var update = await client.ChangeAsync("samples", "sample01", Cancellation, "update");
        update["data"]!["name"]!.GetValue<string>().ShouldBe("VT-0413");
        update["sequence"]!.GetValue<long>().ShouldBeGreaterThan(insert["sequence"]!.GetValue<long>());

        await samples.DeleteAsync("sample01", Cancellation);
        var delete = await client.ChangeAsync("samples", "sample01", Cancellation, "delete");
        delete["data"]!.ToJsonString().ShouldBe("""["sample01"]""");
    }

    [Fact]
    public async Task What_was_missed_is_told_since_the_last_that_is_known_each_document_once_as_it_is_now()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation, administrator: true);
        var first = await _lab.ListenAsync(ann, Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample("kept0000"), Cancellation);
        await samples.InsertAsync(Made.Sample("gone0000"), Cancellation);
        var known = (await first.ChangeAsync("samples", "gone0000", Cancellation))["sequence"]!.GetValue<long>();
        await first.DisposeAsync();

        foreach (var name in new[] { "one", "two", "three" })
        {
            await samples.UpdateAsync("kept0000", sample => sample with { Name = name }, Cancellation);
        }

        await samples.DeleteAsync("gone0000", Cancellation);
        await samples.InsertAsync(Made.Sample("new00000"), Cancellation);

        var second = await _lab.ConnectAsync(ann, Cancellation);
        await second.WaitAsync("Begin", Cancellation);
        await second.SinceAsync(known, Cancellation);
        await second.ChangeAsync("samples", "new00000", Cancellation, "insert");
        var told = second.Changes.Where(change => change["interface"]!.GetValue<string>() == "samples").ToArray();
        told.Select(HubClient.IdOf).ShouldBe(["kept0000", "gone0000", "new00000"]);
        told[0]["data"]!["name"]!.GetValue<string>().ShouldBe("three");
        told[1]["operation"]!.GetValue<string>().ShouldBe("delete");
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_sequence_that_is_unknown_or_too_old_is_answered_with_a_resync_and_nothing_until_the_next_since(long sequence)
    {
        var ann = await _lab.SignInAsync("ann", Cancellation, administrator: true);
        for (var written = 0; sequence == 0 && written <= ChangeFeed.Memory; written += 200)
        {
            await Task.WhenAll(Enumerable.Range(written, 201).Select(number =>
                _lab.Of<Subtraction>().InsertAsync(HubLab.ASubtraction($"{number:D8}"), Cancellation)).Skip(written == 0 ? 0 : 1));
        }

        var client = await _lab.ConnectAsync(ann, Cancellation);
        await client.WaitAsync("Begin", Cancellation);
        await client.SinceAsync(sequence, Cancellation);
        var resync = await client.WaitAsync("Resync", Cancellation);
        await _lab.Of<Sample>().InsertAsync(Made.Sample(), Cancellation);
        await client.SinceAsync(resync["sequence"]!.GetValue<long>(), Cancellation);
        await client.ChangeAsync("samples", "sample01", Cancellation);
        client.Messages.Select(message => message.Target).Distinct().ShouldBe(["Begin", "Resync", "Changed"]);
    }

    [Fact]
    public async Task Another_epoch_is_told_as_a_resync_and_the_position_of_the_one_before_is_worth_nothing()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var listening = await _lab.ListenAsync(ann, Cancellation);
        var waiting = await _lab.ConnectAsync(ann, Cancellation);
        var begin = await waiting.WaitAsync("Begin", Cancellation);
        var sequence = _lab.Server.Services.GetRequiredService<IChangeFeed>().Position.Sequence;
        _lab.Server.Services.GetRequiredService<IChangePublisher>().Begin(new Position("another", sequence), []);
        await waiting.SinceAsync(begin["sequence"]!.GetValue<long>(), Cancellation);
        foreach (var client in new[] { listening, waiting })
        {
            var resync = await client.WaitAsync("Resync", Cancellation);
            resync["epoch"]!.GetValue<string>().ShouldBe("another");
            await client.SinceAsync(resync["sequence"]!.GetValue<long>(), Cancellation);
        }

        await _lab.Of<Sample>().InsertAsync(Private("private0"), Cancellation);
        await _lab.Of<Sample>().InsertAsync(Made.Sample() with { Readers = [ann.Principal] }, Cancellation);
        foreach (var client in new[] { listening, waiting })
        {
            await client.ChangeAsync("samples", "sample01", Cancellation);
            client.Changes.Select(HubClient.IdOf).ShouldBe(["sample01"]);
        }
    }

    [Fact]
    public async Task Each_of_two_viewers_at_once_gets_what_is_theirs_and_an_administrator_all()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var bob = await _lab.SignInAsync("bob", Cancellation);
        var root = await _lab.SignInAsync("root", Cancellation, administrator: true);
        var clients = new[] { await _lab.ListenAsync(ann, Cancellation), await _lab.ListenAsync(bob, Cancellation), await _lab.ListenAsync(root, Cancellation) };
        foreach (var (id, readers) in new (string, string[])[]
        {
            ("anns0000", [ann.Principal]), ("bobs0000", [bob.Principal]), ("both0000", [ann.Principal, bob.Principal]), ("none0000", []), ("all00000", [Principals.Everyone]),
        })
        {
            await _lab.Of<Sample>().InsertAsync(Made.Sample(id) with { Readers = readers }, Cancellation);
        }

        foreach (var (client, ids) in clients.Zip(new string[][]
        {
            ["anns0000", "both0000", "all00000"], ["bobs0000", "both0000", "all00000"], ["anns0000", "bobs0000", "both0000", "none0000", "all00000"],
        }))
        {
            await client.ChangeAsync("samples", "all00000", Cancellation);
            client.Changes.Select(HubClient.IdOf).ShouldBe(ids);
        }
    }

    [Fact]
    public async Task A_right_that_is_taken_arrives_as_a_deletion_once_and_one_that_is_given_as_an_insert()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample() with { Readers = [ann.Principal] }, Cancellation);
        var client = await _lab.ListenAsync(ann, Cancellation);

        await samples.UpdateAsync("sample01", sample => sample with { Readers = [] }, Cancellation);
        await client.ChangeAsync("samples", "sample01", Cancellation, "delete");
        await samples.UpdateAsync("sample01", sample => sample with { Name = "no longer hers" }, Cancellation);
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        client.Changes.Count(change => HubClient.IdOf(change) == "sample01").ShouldBe(1);

        await samples.UpdateAsync("sample01", sample => sample with { Readers = [ann.Principal], Name = "hers again" }, Cancellation);
        (await client.WaitAsync("Changed", Cancellation, change => change["operation"]!.GetValue<string>() != "delete" && HubClient.IdOf(change) == "sample01"))
            ["data"]!["name"]!.GetValue<string>().ShouldBe("hers again");
        client.Frames.ShouldNotContain(frame => frame.Contains("no longer hers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_never_could_see_is_not_mentioned_whether_it_is_new_or_was_there_before_the_connection()
    {
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Private("before00"), Cancellation);
        await samples.InsertAsync(Private("before01"), Cancellation);
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var client = await _lab.ListenAsync(ann, Cancellation);
        await samples.InsertAsync(Private("after000"), Cancellation);
        foreach (var id in new[] { "before00", "before01", "after000" })
        {
            await samples.UpdateAsync(id, sample => sample with { Name = "changed" }, Cancellation);
        }

        // Of what came and went within one batch the server remembers nothing, and says that its id is gone.
        await _lab.BarrierAsync("barrier0", client, Cancellation);
        await samples.DeleteAsync("before01", Cancellation);
        await samples.DeleteAsync("after000", Cancellation);
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        client.Changes.Select(HubClient.IdOf).ShouldBe(["barrier0", "barrier1"]);
    }

    [Fact]
    public async Task Between_two_connections_nothing_of_it_is_forgotten()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var samples = _lab.Of<Sample>();
        await samples.InsertAsync(Made.Sample("hers0000") with { Readers = [ann.Principal] }, Cancellation);
        await samples.InsertAsync(Private("other000"), Cancellation);
        var first = await _lab.ListenAsync(ann, Cancellation);
        var known = first.Messages[0].Argument["sequence"]!.GetValue<long>();
        await first.DisposeAsync();

        await samples.UpdateAsync("hers0000", sample => sample with { Readers = [] }, Cancellation);
        await samples.DeleteAsync("other000", Cancellation);
        var second = await _lab.ConnectAsync(ann, Cancellation);
        await second.WaitAsync("Begin", Cancellation);
        await second.SinceAsync(known, Cancellation);
        await _lab.BarrierAsync("barrier1", second, Cancellation);
        second.Changes.Select(HubClient.IdOf).ShouldBe(["hers0000", "barrier1"]);
    }

    [Fact]
    public async Task Viruses_and_sequences_are_seen_by_who_may_see_their_reference_now()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation);
        var client = await _lab.ListenAsync(ann, Cancellation);
        await _lab.Of<Reference>().InsertAsync(AReference("hers0000") with { Readers = [ann.Principal] }, Cancellation);
        await _lab.Of<Reference>().InsertAsync(AReference("other000"), Cancellation);
        await _lab.Of<Otu>().InsertAsync(AnOtu("otu00000", "hers0000"), Cancellation);
        await _lab.Of<Sequence>().InsertAsync(ASequence("seq00000", "hers0000"), Cancellation);
        await _lab.Of<Otu>().InsertAsync(AnOtu("otu00001", "other000"), Cancellation);
        await _lab.Of<Sequence>().InsertAsync(ASequence("seq00001", "other000"), Cancellation);
        (await client.ChangeAsync("otus", "otu00000", Cancellation))["data"]!["name"]!.GetValue<string>().ShouldBe("otu00000");
        (await client.ChangeAsync("sequences", "seq00000", Cancellation))["data"]!.AsObject().ContainsKey("sequence").ShouldBeFalse();

        await _lab.Of<Reference>().UpdateAsync("hers0000", reference => reference with { Readers = [] }, Cancellation);
        await _lab.Of<Otu>().UpdateAsync("otu00000", otu => otu with { Name = "no longer hers" }, Cancellation);
        await client.ChangeAsync("references", "hers0000", Cancellation, "delete");
        await _lab.BarrierAsync("barrier1", client, Cancellation);
        client.Frames.ShouldNotContain(frame => frame.Contains("no longer hers", StringComparison.Ordinal)
            || frame.Contains("otu00001", StringComparison.Ordinal) || frame.Contains("seq00001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_too_large_or_none_of_the_hub_ends_nothing_but_its_connection()
    {
        var ann = await _lab.SignInAsync("ann", Cancellation, administrator: true);
        var loud = await _lab.ConnectAsync(ann, Cancellation);
        var quiet = await _lab.ListenAsync(ann, Cancellation);
        await loud.WaitAsync("Begin", Cancellation);
        await loud.SendAsync($$"""{"type":1,"target":"Since","arguments":["{{new string('9', 2_000)}}"]}""", Cancellation);
        await loud.WaitForCloseAsync(Cancellation);
        await _lab.BarrierAsync("barrier1", quiet, Cancellation);
    }

    private static Sample Private(string id) => Made.Sample(id) with { Readers = [] };

    private static Reference AReference(string id) => new() { Id = id, Name = id, User = Made.Nina };

    private static Otu AnOtu(string id, string reference) => new() { Id = id, Name = id, LowerName = id, Reference = new Link(reference, reference) };

    private static Sequence ASequence(string id, string reference) =>
        new() { Id = id, Accession = id, Nucleotides = "ACGT", OtuId = "otu00000", IsolateId = "isolate0", ReferenceId = reference };
}
