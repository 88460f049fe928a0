using FluentValidation;
using Shouldly;
using Virtool.App.Tests.Rights;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Otus;

public sealed class OtuServiceTests : IAsyncLifetime
{
    private RightsHost _host = null!;
    private Reference _reference = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OtuService Service => _host.Get<OtuService>();

    public async ValueTask InitializeAsync()
    {
        _host = await new RightsHost().StartAsync();
        _reference = await _host.Get<ReferenceService>().CreateAsync(Viewer.Server, "Viruses", "", Cancellation);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Names_are_unique_whatever_their_case_and_abbreviations_as_they_are_written()
    {
        await CreateAsync("Potato virus Y", "PVY");
        await CreateAsync("Pepper vein virus", "PVy");

        (await RefusedAsync("POTATO virus y", "")).ShouldBe("The reference has a virus named Potato virus Y already. Choose another name.");
        (await RefusedAsync("Other", "PVY")).ShouldBe("Potato virus Y has the abbreviation PVY already. Choose another one.");
        (await RefusedAsync("potato virus Y", "PVY")).ShouldStartWith("The reference has a virus named Potato virus Y with the abbreviation PVY already.");
        (await RefusedAsync("potato virus Y", "PVy")).ShouldStartWith("The reference has a virus named Potato virus Y already, and Pepper vein virus has the abbreviation PVy.");
        var other = await _host.Get<ReferenceService>().CreateAsync(Viewer.Server, "Other viruses", "", Cancellation);
        (await Service.CreateAsync(Viewer.Server, other.Id, new OtuDraft("Potato virus Y", "PVY", []), Cancellation)).Otu.Version.ShouldBe(0);

        async Task<string> RefusedAsync(string name, string abbreviation) => (await Should.ThrowAsync<BadRequestException>(() => CreateAsync(name, abbreviation))).Message;
    }

    [Fact]
    public async Task What_stays_as_it_is_makes_no_change()
    {
        var virus = await CreateAsync("Virus", "V", Isolate("A", "ACGT"));

        var same = await Service.EditAsync(Viewer.Server, virus.Otu.Id, new OtuEdit { Name = " Virus ", Abbreviation = "V", Schema = [] }, Cancellation);
        same = await Service.SetDefaultAsync(Viewer.Server, virus.Otu.Id, same.Otu.Isolates[0].Id, Cancellation);
        same = await Service.EditSequenceAsync(Viewer.Server, virus.Otu.Id, same.Otu.Isolates[0].Id, same.Sequences[0].Id, new SequenceEdit { Nucleotides = "ac gt\n" }, Cancellation);

        same.Otu.Version.ShouldBe(0);
        (await _host.All<Change>().CountAsync(null, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Each_edit_is_described()
    {
        var virus = await CreateAsync("Virus", "", Isolate("A", "ACGT"));
        var id = virus.Otu.Id;
        await Service.EditAsync(Viewer.Server, id, new OtuEdit { Name = "Other", Abbreviation = "O", Schema = [new Segment("RNA 1")] }, Cancellation);
        await Service.EditAsync(Viewer.Server, id, new OtuEdit { Abbreviation = "OV" }, Cancellation);
        await Service.EditAsync(Viewer.Server, id, new OtuEdit { Abbreviation = "", TaxonId = 12, TaxonName = "Other" }, Cancellation);
        virus = await Service.AddIsolateAsync(Viewer.Server, id, new IsolateDraft("Strain", "B", []), isDefault: true, Cancellation);
        var (first, second) = (virus.Otu.Isolates[0].Id, virus.Otu.Isolates[1].Id);
        virus = await Service.AddSequenceAsync(Viewer.Server, id, second, new SequenceDraft("AB1.1", "", "ACGT", "RNA 1"), Cancellation);
        await Service.EditSequenceAsync(Viewer.Server, id, second, virus.SequencesOf(second).Single().Id, new SequenceEdit { Host = "Musa" }, Cancellation);
        await Service.EditIsolateAsync(Viewer.Server, id, second, "", "B", Cancellation);
        await Service.SetDefaultAsync(Viewer.Server, id, first, Cancellation);
        await Service.RemoveSequenceAsync(Viewer.Server, id, second, virus.SequencesOf(second).Single().Id, Cancellation);
        await Service.RemoveIsolateAsync(Viewer.Server, id, first, Cancellation);
        await Service.RemoveAsync(Viewer.Server, id, Cancellation);

        (await _host.All<Change>().FindAsync(Query<Change>.All.OrderBy(change => change.Number), Cancellation)).Select(change => change.Description).ShouldBe(
        [
            "Created Virus",
            "Changed name to Other, added abbreviation O and modified schema",
            "Changed abbreviation to OV",
            "Removed abbreviation OV and changed taxon",
            "Added Strain B as default",
            "Created new sequence AB1.1 in Strain B",
            "Edited sequence AB1.1 in Strain B",
            "Renamed Strain B to Unnamed isolate",
            "Set Isolate A as default",
            "Removed sequence AB1.1 from Unnamed isolate",
            "Removed Isolate A and set Unnamed isolate as default",
            "Removed Other",
        ]);
    }

    [Fact]
    public async Task One_isolate_is_the_default_one_always()
    {
        var virus = await CreateAsync("Virus", "", Isolate("A", "A"), Isolate("B", "C"), Isolate("C", "G"));
        Defaults(virus).ShouldBe(["A"]);
        virus = await Service.SetDefaultAsync(Viewer.Server, virus.Otu.Id, virus.Otu.Isolates[2].Id, Cancellation);
        Defaults(virus).ShouldBe(["C"]);
        virus = await Service.RemoveIsolateAsync(Viewer.Server, virus.Otu.Id, virus.Otu.Isolates[2].Id, Cancellation);
        Defaults(virus).ShouldBe(["A"]);
        virus = await Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, Isolate("D", "T"), isDefault: true, Cancellation);
        Defaults(virus).ShouldBe(["D"]);
        virus.Sequences.Select(sequence => sequence.Nucleotides).ShouldBe(["A", "C", "T"]);

        static IEnumerable<string> Defaults(JoinedOtu virus) => virus.Otu.Isolates.Where(isolate => isolate.Default).Select(isolate => isolate.SourceName);
    }

    [Fact]
    public async Task Sequences_follow_their_segment_and_lose_one_that_is_gone()
    {
        var virus = await Service.CreateAsync(
            Viewer.Server,
            _reference.Id,
            new OtuDraft("Virus", "", [new IsolateDraft("isolate", "A", [new SequenceDraft("1", "", "A", "RNA 1"), new SequenceDraft("2", "", "C", "RNA 2"), new SequenceDraft("3", "", "G", "RNA 3")])])
            {
                Schema = [new Segment("RNA 1"), new Segment("RNA 2"), new Segment("RNA 3")],
            },
            Cancellation);

        var edit = new OtuEdit { Schema = [new Segment("RNA 3"), new Segment("L")], RenamedSegments = new Dictionary<string, string> { ["RNA 1"] = "L" } };
        virus = await Service.EditAsync(Viewer.Server, virus.Otu.Id, edit, Cancellation);

        virus.Sequences.Select(sequence => sequence.Segment).ShouldBe(["L", null, "RNA 3"]);
        (await Should.ThrowAsync<ValidationException>(() => Service.EditAsync(
            Viewer.Server, virus.Otu.Id, new OtuEdit { Schema = [new Segment("L"), new Segment("L")] }, Cancellation))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain("more than one segment named L");
        (await Should.ThrowAsync<ValidationException>(() => Service.AddSequenceAsync(
            Viewer.Server, virus.Otu.Id, virus.Otu.Isolates[0].Id, new SequenceDraft("4", "", "A", "RNA 9"), Cancellation))).Errors.ShouldHaveSingleItem().ErrorMessage
            .ShouldBe("The schema has no segment named RNA 9. Choose one that it has, or none.");
    }

    [Theory]
    [InlineData("", "Give the sequence its nucleotides.")]
    [InlineData(" \n", "Give the sequence its nucleotides.")]
    [InlineData("ACGT-", "\"-\" at position 5 stands for no nucleotide.")]
    [InlineData("ac gt1", "\"1\" at position 5 stands for no nucleotide.")]
    public async Task A_sequence_has_letters_of_nucleotides(string nucleotides, string why)
    {
        var virus = await CreateAsync("Virus", "", Isolate("A", "ryswkmbdhvnu"));
        virus.Sequences.ShouldHaveSingleItem().Nucleotides.ShouldBe("RYSWKMBDHVNU");
        (await Should.ThrowAsync<ValidationException>(() => Service.AddSequenceAsync(
            Viewer.Server, virus.Otu.Id, virus.Otu.Isolates[0].Id, new SequenceDraft("X", "", nucleotides), Cancellation))).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldStartWith(why);
    }

    [Fact]
    public async Task Source_types_are_those_of_the_reference_where_it_is_strict()
    {
        var virus = await CreateAsync("Virus", "");
        await _host.All<Reference>().UpdateAsync(_reference.Id, reference => reference with { RestrictSourceTypes = true, SourceTypes = ["strain"] }, Cancellation);

        (await Should.ThrowAsync<ValidationException>(() => Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("islaote", "A", []), cancellation: Cancellation)))
            .Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain("Choose one of: strain, unknown.");
        await Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("Strain", "A", []), cancellation: Cancellation);
        virus = await Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("unknown", "B", []), cancellation: Cancellation);

        virus.Otu.Isolates.Select(isolate => isolate.Name).ShouldBe(["Strain A", "Unnamed isolate"]);
    }

    [Fact]
    public async Task What_is_not_complete_is_said()
    {
        var virus = await CreateAsync("Virus", "");
        OtuIssues.Of(virus)!.EmptyOtu.ShouldBeTrue();
        virus = await Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("isolate", "A", []), cancellation: Cancellation);
        OtuIssues.Of(virus)!.EmptyIsolates.ShouldBe([virus.Otu.Isolates[0].Id]);
        virus = await Service.AddSequenceAsync(Viewer.Server, virus.Otu.Id, virus.Otu.Isolates[0].Id, new SequenceDraft("1", "", "A"), Cancellation);
        (OtuIssues.Of(virus), virus.Otu.Verified).ShouldBe((null, true));
        virus = await Service.AddIsolateAsync(Viewer.Server, virus.Otu.Id, new IsolateDraft("isolate", "B", [new SequenceDraft("2", "", "C"), new SequenceDraft("3", "", "G")]), cancellation: Cancellation);
        (OtuIssues.Of(virus)!.IsolateInconsistency, virus.Otu.Verified).ShouldBe((true, false));
        (await _host.All<Otu>().FindAsync(Service.Search(_reference, verified: false), Cancellation)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("potato", 1)]
    [InlineData("pvy", 1)]
    [InlineData("nc_0016", 1)]
    [InlineData("virus", 2)]
    [InlineData("nothing", 0)]
    public async Task Viruses_are_found_by_name_abbreviation_and_accession(string text, int count)
    {
        await Service.CreateAsync(Viewer.Server, _reference.Id, new OtuDraft("Potato virus Y", "PVY", [new IsolateDraft("isolate", "A", [new SequenceDraft("NC_001616", "", "A")])]), Cancellation);
        await CreateAsync("Tomato virus", "TV", Isolate("A", "ACGT"));

        (await _host.All<Otu>().FindAsync(Service.Search(_reference, text), Cancellation)).Count.ShouldBe(count);
    }

    [Fact]
    public async Task An_archived_a_remote_an_unready_and_a_busy_reference_are_not_edited()
    {
        await RefusedAsync(reference => reference with { Archived = true }, "is archived");
        await RefusedAsync(reference => reference with { Remote = new Remote { Slug = "virtool/ref" } }, "follows the releases of virtool/ref");
        await RefusedAsync(reference => reference with { Ready = false }, "is still being filled");
        await RefusedAsync(reference => reference with { TaskId = "task" }, "is being worked on");

        async Task RefusedAsync(Func<Reference, Reference> change, string why)
        {
            var was = await _host.All<Reference>().GetAsync(_reference.Id, Cancellation);
            await _host.All<Reference>().UpdateAsync(_reference.Id, change, Cancellation);
            (await Should.ThrowAsync<RefusedException>(() => CreateAsync("Virus", ""))).Message.ShouldContain(why);
            await _host.All<Reference>().UpdateAsync(_reference.Id, now => was! with { Revision = now.Revision }, Cancellation);
        }
    }

    [Fact]
    public async Task The_internal_control_keeps_its_name_and_goes_with_its_virus()
    {
        var virus = await CreateAsync("Control", "");
        await _host.All<Reference>().UpdateAsync(_reference.Id, reference => reference with { InternalControl = new(virus.Otu.Id, "Control") }, Cancellation);
        await Service.EditAsync(Viewer.Server, virus.Otu.Id, new OtuEdit { Name = "Internal control" }, Cancellation);
        (await _host.All<Reference>().GetAsync(_reference.Id, Cancellation))!.InternalControl!.Name.ShouldBe("Internal control");
        await Service.RemoveAsync(Viewer.Server, virus.Otu.Id, Cancellation);
        (await _host.All<Reference>().GetAsync(_reference.Id, Cancellation))!.InternalControl.ShouldBeNull();
    }

    private static IsolateDraft Isolate(string name, string nucleotides) => new("isolate", name, [new SequenceDraft($"{name}1.1", "complete", nucleotides)]);

    private Task<JoinedOtu> CreateAsync(string name, string abbreviation, params IsolateDraft[] isolates) =>
        Service.CreateAsync(Viewer.Server, _reference.Id, new OtuDraft(name, abbreviation, isolates), Cancellation);
}
