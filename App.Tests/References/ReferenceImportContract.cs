using System.Text;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;
using Xunit;

namespace Virtool.App.Tests.References;

/// <summary>What becomes of a file that a reference is made of; alike on every engine.</summary>
public abstract class ReferenceImportContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<ReferencesHost> StartAsync();

    [Fact]
    public async Task A_file_becomes_a_reference_with_its_ids_and_a_history()
    {
        await using var host = await StartAsync();

        var reference = await host.ImportAsync(Packed.Gzip(ReferenceText.Small));

        reference.Ready.ShouldBeTrue();
        reference.TaskId.ShouldBeNull();
        (reference.Name, reference.OtuCount, reference.Changes, reference.Built).ShouldBe(("Two viruses", 2, 2, 0));
        reference.ImportedFrom.ShouldBe(new ImportedFrom("two_viruses.json.gz", "json"));
        var viruses = await host.VirusesAsync(reference.Id);
        viruses.Select(virus => virus.Otu.Id).ShouldBe(["c93ec9a9", "d93ec9a9"]);
        viruses.ShouldAllBe(virus => virus.Otu.Verified && virus.Otu.Version == 0 && virus.Otu.RemoteId == null);
        viruses[0].Otu.TaxonId.ShouldBe(438782);
        viruses[0].Sequences.Select(sequence => sequence.Nucleotides).ShouldBe(["GGCAGGGGCCATTGCRYN", "ACGTACGT", "GGCAGG", "UUUU"]);
        viruses[0].Sequences.Select(sequence => sequence.Segment).ShouldBe(["DNA-R", "DNA-S", "DNA-R", null]);
        (await host.AllAsync<Change>()).OrderBy(change => change.Number).Select(change => (change.Number, change.MethodName, change.Description)).ShouldBe(
            [(1, ChangeMethod.Import, "Imported Abaca bunchy top virus (ABTV)"), (2, ChangeMethod.Import, "Imported Hop stunt viroid (HSVd)")]);
    }

    [Fact]
    public async Task What_is_said_with_the_import_goes_before_what_the_file_says()
    {
        await using var host = await StartAsync();

        var reference = await host.ImportAsync(ReferenceText.Small, new ReferenceDraft("Mine") { Organism = "virus and viroid", RestrictSourceTypes = true });

        (reference.Name, reference.Organism, reference.DataType, reference.RestrictSourceTypes).ShouldBe(("Mine", "virus and viroid", "genome", true));
        reference.Search.ShouldContain("mine");
    }

    [Fact]
    public async Task Ids_that_are_taken_get_new_ones_and_are_remembered()
    {
        await using var host = await StartAsync();
        var first = await host.ImportAsync(ReferenceText.Small);

        var second = await host.ImportAsync(ReferenceText.Small);

        var (one, other) = (await host.VirusesAsync(first.Id), await host.VirusesAsync(second.Id));
        VirusText.Of(other, ids: false).ShouldBe(VirusText.Of(one, ids: false));
        other.Select(virus => virus.Otu.RemoteId).ShouldBe(one.Select(virus => virus.Otu.Id));
        other.SelectMany(virus => virus.Sequences).Select(sequence => sequence.RemoteId).ShouldBe(one.SelectMany(virus => virus.Sequences).Select(sequence => sequence.Id));
        other.Select(virus => virus.Otu.Id).Intersect(one.Select(virus => virus.Otu.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_that_the_history_knows_is_not_used_again()
    {
        await using var host = await StartAsync();
        await host.ImportAsync(ReferenceText.Small);
        await host.Get<OtuService>().RemoveAsync(ReferencesHost.Nina, "c93ec9a9", Cancellation);

        var second = await host.ImportAsync(ReferenceText.Small);

        (await host.VirusesAsync(second.Id)).ShouldAllBe(virus => virus.Otu.Id != "c93ec9a9" && virus.Otu.Id != "d93ec9a9");
    }

    [Fact]
    public async Task A_file_with_problems_leaves_nothing_but_the_problems()
    {
        await using var host = await StartAsync();
        var spoiled = ReferenceText.With(root =>
        {
            root.Otu(1)["name"] = "Abaca bunchy top virus";
            root.Otu(1).Isolate(0).Sequence(0)["sequence"] = "ACGT!";
        });

        var (_, task) = await host.BeginAsync(Encoding.UTF8.GetBytes(spoiled));
        var failure = await Should.ThrowAsync<TaskFailedException>(() => host.RunAsync(task));

        failure.Message.ShouldBe("two_viruses.json.gz was not imported: there are 2 problems in it.");
        failure.Count.ShouldBe(2);
        failure.Problems.Count.ShouldBe(2);
        (await host.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_an_attempt_left_that_was_cut_off_is_not_doubled()
    {
        await using var host = await StartAsync();
        var (reference, task) = await host.BeginAsync(Encoding.UTF8.GetBytes(ReferenceText.Small));
        await host.All<Otu>().InsertAsync(
            new Otu { Id = "c93ec9a9", Name = "Abaca bunchy top virus", LowerName = "abaca bunchy top virus", Reference = new(reference.Id, reference.Name) }, Cancellation);

        await host.RunAsync(task);
        await host.RunAsync(task);

        (await host.VirusesAsync(reference.Id)).Count.ShouldBe(2);
        (await host.AllAsync<Change>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reference_is_not_edited_before_it_is_whole()
    {
        await using var host = await StartAsync();
        var (reference, _) = await host.BeginAsync(Encoding.UTF8.GetBytes(ReferenceText.Small));

        reference.Ready.ShouldBeFalse();
        await Should.ThrowAsync<RefusedException>(() => host.Get<ReferenceService>().EditAsync(ReferencesHost.Nina, reference.Id, new ReferenceEdit { Name = "Other" }, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => host.ExportAsync(reference.Id, ExportScope.Unverified));
        await Should.ThrowAsync<RefusedException>(() => host.Get<ReferenceTasks>().CloneAsync(ReferencesHost.Nina, new ReferenceDraft(null), reference.Id, Cancellation));
        await Should.ThrowAsync<RefusedException>(() => host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation));
    }

    [Fact]
    public async Task Without_the_permission_or_the_file_nothing_is_begun()
    {
        await using var host = await StartAsync();
        var file = await host.StoreAsync("two.json", Encoding.UTF8.GetBytes(ReferenceText.Small));
        var tasks = host.Get<ReferenceTasks>();
        var stranger = new Viewer("user0002", "sven", Administrator: false, new HashSet<Permission>());
        var colleague = new Viewer("user0003", "cora", Administrator: false, new HashSet<Permission> { Permission.CreateRef });
        var import = new ReferenceImport("") { FileId = file.Id };

        await Should.ThrowAsync<NotPermittedException>(() => tasks.ImportAsync(stranger, new ReferenceDraft(null), import, cancellation: Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => tasks.ImportAsync(colleague, new ReferenceDraft(null), import, cancellation: Cancellation));
        (await host.CountAsync()).ShouldBe(0);
        (await host.AllAsync<ServerTask>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task FASTA_becomes_a_reference_by_a_mapping_of_its_headers()
    {
        await using var host = await StartAsync();

        var reference = await host.ImportAsync(">A1|Plum pox virus|isolate D|\nACGT\n>B1|Grapevine virus A|x|RNA 1\nACGT\n>B2|Grapevine virus A|x|RNA 2\nACGN\n", headers: "{accession}|{otu}|{isolate}|{segment}");

        reference.ImportedFrom!.Format.ShouldBe("fasta");
        var viruses = await host.VirusesAsync(reference.Id);
        viruses.Select(virus => virus.Otu.Name).ShouldBe(["Grapevine virus A", "Plum pox virus"]);
        viruses[0].Otu.Isolates.ShouldHaveSingleItem().Name.ShouldBe("Isolate x");
        viruses[0].Sequences.Select(sequence => sequence.Segment).ShouldBe(["RNA 1", "RNA 2"]);
        viruses.ShouldAllBe(virus => virus.Otu.Verified);
    }

    [Fact]
    public async Task The_whole_reference_of_plant_viruses_comes_out_as_it_went_in()
    {
        var path = TestData.Shared("reference/plant_viruses.json.gz");
        await using var host = await StartAsync();
        Assert.SkipUnless(host.TakesMany, "It takes 2,084 viruses through a database server: it runs with ./test --long.");

        var reference = await host.ImportAsync(await File.ReadAllBytesAsync(path, Cancellation));
        var viruses = VirusText.Of(await host.VirusesAsync(reference.Id), ids: true);
        var export = await host.ExportAsync(reference.Id, ExportScope.Unbuilt);
        await host.RunAsync(await host.Get<ReferenceTasks>().RemoveAsync(ReferencesHost.Nina, reference.Id, Cancellation));
        var again = await host.ImportAsync(export);

        reference.OtuCount.ShouldBe(2_084);
        (await host.All<Sequence>().CountAsync(cancellation: Cancellation)).ShouldBe(4_783);
        VirusText.Of(await host.VirusesAsync(again.Id), ids: true).ShouldBe(viruses);
    }
}
