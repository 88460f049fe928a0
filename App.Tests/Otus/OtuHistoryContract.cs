using System.Text.Json;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Rights;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Otus;

/// <summary>What was is known exactly: whatever was edited, removed and taken back since.</summary>
public abstract class OtuHistoryContract : IAsyncLifetime
{
    private static readonly string[] SegmentNames = ["RNA 1", "RNA 2", "RNA 3", "L", "M", "S"];

    private RightsHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OtuService Service => _host.Get<OtuService>();

    private OtuHistory History => _host.Get<OtuHistory>();

    public async ValueTask InitializeAsync() => _host = await new RightsHost(await DatabaseAsync()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task After_random_edits_every_earlier_version_is_what_it_was()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < TestCounts.Of(2, 20); round++)
        {
            var reference = await _host.Get<ReferenceService>().CreateAsync(Viewer.Server, $"Viruses {round}", "", Cancellation);
            var now = await Service.CreateAsync(Viewer.Server, reference.Id, Draft(random, "Virus"), Cancellation);
            var versions = new List<string> { Text(now) };
            for (var step = 0; step < TestCounts.Of(25, 120); step++)
            {
                if (random.Next(8) == 0)
                {
                    var to = random.Next(versions.Count);
                    var change = await ChangeAsync(now.Otu.Id, to + 1);
                    if (change is null)
                    {
                        continue;
                    }

                    now = (await Service.RevertAsync(Viewer.Server, change.Id, Cancellation))!;
                    versions.RemoveRange(to + 1, versions.Count - to - 1);
                }
                else if (random.Next(12) == 0)
                {
                    await Service.RemoveAsync(Viewer.Server, now.Otu.Id, Cancellation);
                    await AllAreAsync(now.Otu.Id, versions, seed);
                    now = (await Service.RevertAsync(Viewer.Server, $"{now.Otu.Id}.removed", Cancellation))!;
                }
                else
                {
                    var edited = await EditAsync(random, now);
                    if (edited.Otu.Version == now.Otu.Version)
                    {
                        Text(edited).ShouldBe(Text(now), $"seed {seed}");
                        continue;
                    }

                    now = edited;
                    versions.Add(Text(now));
                }

                now.Otu.Version.ShouldBe(versions.Count - 1, $"seed {seed}");
                Text((await History.NowAsync(now.Otu.Id, Cancellation))!).ShouldBe(versions[^1], $"seed {seed}");
            }

            await AllAreAsync(now.Otu.Id, versions, seed);
            (await History.AtAsync(now.Otu.Id, versions.Count, Cancellation)).ShouldBeNull();
            (await _host.All<Reference>().GetAsync(reference.Id, Cancellation))!.OtuCount.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_change_keeps_what_differs_and_not_the_nucleotides()
    {
        var virus = await VirusAsync();
        var isolate = virus.Otu.Isolates[0];
        var sequence = virus.Sequences[0];
        await Service.EditIsolateAsync(Viewer.Server, virus.Otu.Id, isolate.Id, null, "other", Cancellation);
        await Service.EditSequenceAsync(Viewer.Server, virus.Otu.Id, isolate.Id, sequence.Id, new SequenceEdit { Nucleotides = new string('C', 5000) }, Cancellation);

        var renamed = (await ChangeAsync(virus.Otu.Id, 1))!.Diff.ShouldHaveSingleItem();
        (renamed.Path, renamed.At, renamed.Old!.Value.GetString(), renamed.New!.Value.GetString()).ShouldBe(("isolates/0/source_name", null, isolate.SourceName, "other"));
        var change = await ChangeAsync(virus.Otu.Id, 2);
        change!.Diff.Select(step => step.Path).ShouldBe(["isolates/0/sequences/0/length", "isolates/0/sequences/0/hash"], ignoreOrder: true);
        JsonSerializer.Serialize(change, Json.Stored).Length.ShouldBeLessThan(1500);
        (await _host.All<FormerNucleotides>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem().Nucleotides.ShouldBe(sequence.Nucleotides);
    }

    [Fact]
    public async Task What_an_index_has_cannot_be_taken_back_and_its_numbers_are_not_given_again()
    {
        var virus = await VirusAsync();
        var changed = await Service.EditAsync(Viewer.Server, virus.Otu.Id, new OtuEdit { Abbreviation = "V" }, Cancellation);
        var index = await _host.Get<IndexService>().BuildAsync(Viewer.Server, virus.Otu.Reference.Id, Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => Service.RevertAsync(Viewer.Server, $"{virus.Otu.Id}.1", Cancellation))).Message.ShouldStartWith("An index has this change already");
        await Service.EditAsync(Viewer.Server, virus.Otu.Id, new OtuEdit { Abbreviation = "W" }, Cancellation);

        Text((await Service.RevertAsync(Viewer.Server, $"{virus.Otu.Id}.2", Cancellation))!).ShouldBe(Text(changed));
        var again = await Service.EditAsync(Viewer.Server, virus.Otu.Id, new OtuEdit { Abbreviation = "X" }, Cancellation);

        again.Otu.Version.ShouldBe(2);
        var change = (await ChangeAsync(virus.Otu.Id, 2))!;
        change.Number.ShouldBeGreaterThan(index.ThroughChange + 1);
        (await History.AtAsync(virus.Otu.Id, 1, Cancellation))!.Otu.Abbreviation.ShouldBe("V");
    }

    [Fact]
    public async Task A_virus_whose_creation_is_taken_back_is_gone_and_its_name_is_free()
    {
        var virus = await VirusAsync();

        (await Service.RevertAsync(Viewer.Server, $"{virus.Otu.Id}.0", Cancellation)).ShouldBeNull();

        (await History.NowAsync(virus.Otu.Id, Cancellation)).ShouldBeNull();
        (await _host.All<Sequence>().CountAsync(null, Cancellation)).ShouldBe(0);
        (await _host.All<Reference>().GetAsync(virus.Otu.Reference.Id, Cancellation))!.OtuCount.ShouldBe(0);
        await Service.CreateAsync(Viewer.Server, virus.Otu.Reference.Id, new OtuDraft(virus.Otu.Name.ToUpperInvariant(), "", []), Cancellation);
    }

    [Fact]
    public async Task Edits_at_the_same_time_are_all_there_each_with_a_version_and_a_number_of_its_own()
    {
        var virus = await VirusAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(at => Task.Run(
            () => Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("strain", $"{at}", [Sequence(new Random(at))]), cancellation: Cancellation), Cancellation)));

        var now = (await History.NowAsync(virus.Otu.Id, Cancellation))!;
        now.Otu.Version.ShouldBe(12);
        now.Otu.Isolates.Skip(1).Select(isolate => int.Parse(isolate.SourceName, System.Globalization.CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(0, 12));
        (await _host.All<Change>().FindAsync(Filter.All, Cancellation)).Select(change => change.Number).Order().ShouldBe(Enumerable.Range(1, 13));
    }

    protected abstract Task<DatabaseOptions> DatabaseAsync();

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    private static string Text(JoinedOtu joined) => JsonSerializer.Serialize(
        new
        {
            State = OtuState.Of(joined),
            joined.Otu.Version,
            joined.Otu.LowerName,
            joined.Otu.Search,
            joined.Otu.Verified,
            Nucleotides = joined.Sequences.Select(sequence => sequence.Nucleotides),
        },
        Json.Stored);

    private static OtuDraft Draft(Random random, string name) => new(name, "", [.. Enumerable.Range(0, random.Next(3)).Select(_ => Isolate(random))])
    {
        Schema = [.. SegmentNames.Take(random.Next(4)).Select(segment => new Segment(segment))],
    };

    private static IsolateDraft Isolate(Random random) => new("isolate", $"{random.Next(100)}", [.. Enumerable.Range(0, random.Next(3)).Select(_ => Sequence(random))]);

    private static SequenceDraft Sequence(Random random) =>
        new($"AB{random.Next(1000)}.1", "complete genome", new string([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => "ACGTN"[random.Next(5)])])) { Host = random.Next(2) == 0 ? "" : "Musa" };

    private async Task<JoinedOtu> VirusAsync()
    {
        var reference = await _host.Get<ReferenceService>().CreateAsync(Viewer.Server, "Viruses", "", Cancellation);
        return await Service.CreateAsync(Viewer.Server, reference.Id, new OtuDraft("Virus", "", [new IsolateDraft("isolate", "A", [Sequence(new Random(1))])]), Cancellation);
    }

    private async Task<Change?> ChangeAsync(string otuId, int version) => await _host.All<Change>().GetAsync(Change.IdOf(otuId, version, ChangeMethod.Edit), Cancellation);

    private async Task AllAreAsync(string otuId, IReadOnlyList<string> versions, int seed)
    {
        foreach (var (version, text) in versions.Index())
        {
            Text((await History.AtAsync(otuId, version, Cancellation))!).ShouldBe(text, $"seed {seed}, version {version}");
        }

        var bulk = await History.AtAsync(new Dictionary<string, int> { [otuId] = versions.Count / 2 }, Cancellation).ToListAsync(Cancellation);
        Text(bulk.ShouldHaveSingleItem()).ShouldBe(versions[versions.Count / 2], $"seed {seed}");
    }

    private async Task<JoinedOtu> EditAsync(Random random, JoinedOtu now)
    {
        var id = now.Otu.Id;
        var isolate = now.Otu.Isolates is [] ? null : now.Otu.Isolates[random.Next(now.Otu.Isolates.Count)];
        var sequences = isolate is null ? [] : now.SequencesOf(isolate.Id).ToArray();
        var sequence = sequences is [] ? null : sequences[random.Next(sequences.Length)];
        return (random.Next(10), isolate, sequence) switch
        {
            (0, _, _) => await Service.EditAsync(Viewer.Server, id, new OtuEdit { Name = $"Virus {random.Next(5)}", TaxonId = random.Next(3) }, Cancellation),
            (1, _, _) => await Service.EditAsync(Viewer.Server, id, Schema(random, now.Otu), Cancellation),
            (2, { }, _) => await Service.RemoveIsolateAsync(Viewer.Server, id, isolate.Id, Cancellation),
            (3, { }, _) => await Service.SetDefaultAsync(Viewer.Server, id, isolate.Id, Cancellation),
            (4, { }, _) => await Service.EditIsolateAsync(Viewer.Server, id, isolate.Id, "Strain", $"{random.Next(4)}", Cancellation),
            (5 or 6, { }, _) => await Service.AddSequenceAsync(Viewer.Server, id, isolate.Id, Sequence(random) with { Segment = now.Otu.Schema is [] ? null : now.Otu.Schema[^1].Name }, Cancellation),
            (7, { }, { }) => await Service.EditSequenceAsync(Viewer.Server, id, isolate.Id, sequence.Id, new SequenceEdit { Nucleotides = Sequence(random).Nucleotides, Host = "Vitis" }, Cancellation),
            (8, { }, { }) => await Service.RemoveSequenceAsync(Viewer.Server, id, isolate.Id, sequence.Id, Cancellation),
            _ => await Service.AddIsolateAsync(Viewer.Server, id, Isolate(random), random.Next(3) == 0, Cancellation),
        };
    }

    private static OtuEdit Schema(Random random, Otu otu)
    {
        string[] names = [.. SegmentNames.OrderBy(_ => random.Next()).Take(random.Next(5))];
        var renamed = otu.Schema is [var first, ..] && names is [var wanted, ..] && random.Next(2) == 0 ? new Dictionary<string, string> { [first.Name] = wanted } : [];
        return new OtuEdit { Schema = [.. names.Select(name => new Segment(name, random.Next(2) == 0, "ssRNA"))], RenamedSegments = renamed };
    }
}
