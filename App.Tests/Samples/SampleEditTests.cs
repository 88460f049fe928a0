using FluentValidation;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Analyses;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Samples;

public sealed class SampleEditTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SampleEdits Edits => _lab.Get<SampleEdits>();

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task What_is_said_is_changed_and_found_and_what_is_not_said_stays()
    {
        var sample = await _lab.Host.SampleAsync("VT-2");
        await _lab.Host.All<Analysis>().InsertAsync(Made.Analysis() with { Sample = new Link(sample.Id, "VT-2") }, Cancellation);
        var label = await _lab.Get<LabelService>().CreateAsync(SampleLab.Nina, new LabelDraft("Frühjahr"), Cancellation);
        await _lab.Host.All<Subtraction>().InsertAsync(new Subtraction { Id = "host0001", Name = "Grape", File = new Link("f", ""), User = Made.Nina, JobId = "j" }, Cancellation);

        var edited = await Edits.EditAsync(
            SampleLab.Nina,
            sample.Id,
            new SampleEdit
            {
                Name = " VT-10 ",
                Host = "Vitis",
                Notes = "*curled* leaves",
                CollectedOn = new DateOnly(2026, 5, 31),
                Labels = [label.Id],
                Subtractions = ["host0001"],
                Control = new SampleControl(ControlKind.Positive, " Grapevine virus A "),
                Run = new RunPlace("run 7", " ", "ACGT"),
                Sets = ["A", "A "],
            },
            Cancellation);

        (edited.Name, edited.Host, edited.Isolate, edited.CollectedOn).ShouldBe(("VT-10", "Vitis", "", new DateOnly(2026, 5, 31)));
        (edited.Control, edited.Run).ShouldBe((new SampleControl(ControlKind.Positive, "Grapevine virus A"), new RunPlace("run 7", null, "ACGT")));
        edited.Sets.ShouldBe(["A"]);
        edited.Subtractions.ShouldBe([new Link("host0001", "Grape")]);
        foreach (var text in new[] { "vt-10", "VITIS", "curled", "fruhjahr", "nina" })
        {
            (await FoundAsync(text)).ShouldBe([sample.Id], text);
        }

        (await _lab.Host.All<Analysis>().GetAsync("analysis", Cancellation))!.Sample.Name.ShouldBe("VT-10");
        var cleared = await Edits.EditAsync(SampleLab.Nina, sample.Id, new SampleEdit { Control = null, Run = null, CollectedOn = null }, Cancellation);
        (cleared.Control, cleared.Run, cleared.CollectedOn, cleared.Host, cleared.Sets![0]).ShouldBe((null, null, null, "Vitis", "A"));
        (await Edits.EditAsync(SampleLab.Nina, sample.Id, new SampleEdit { Host = "Vitis ", Labels = [label.Id], Sets = ["A"] }, Cancellation)).Revision.ShouldBe(cleared.Revision);
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case_where_the_settings_say_so()
    {
        var (first, second) = (await _lab.Host.SampleAsync("VT-1"), await _lab.Host.SampleAsync("VT-2"));
        var renamed = new SampleEdit { Name = "vt-1" };
        (await Should.ThrowAsync<BadRequestException>(() => Edits.EditAsync(SampleLab.Nina, second.Id, renamed, Cancellation))).Message.ShouldContain("VT-1 already");
        (await Edits.EditAsync(SampleLab.Nina, first.Id, renamed, Cancellation)).Name.ShouldBe("vt-1");

        await _lab.Get<SettingsService>().UpdateNewSamplesAsync(SampleLab.Root, new NewSamples(SampleGroupChoice.None, true, false, true, false, UniqueNames: false), Cancellation);
        (await Edits.EditAsync(SampleLab.Nina, second.Id, renamed, Cancellation)).Name.ShouldBe("vt-1");
    }

    [Fact]
    public async Task Of_two_that_take_a_name_at_once_one_gets_it()
    {
        var samples = new[] { await _lab.Host.SampleAsync("A"), await _lab.Host.SampleAsync("B"), await _lab.Host.SampleAsync("C") };
        var tries = await Task.WhenAll(samples.Select(async sample =>
        {
            try
            {
                return (await Edits.EditAsync(SampleLab.Nina, sample.Id, new SampleEdit { Name = "Wanted" }, Cancellation)).Name;
            }
            catch (BadRequestException)
            {
                return "refused";
            }
        }));
        tries.Order().ShouldBe(["refused", "refused", "Wanted"]);
    }

    [Fact]
    public async Task Who_may_not_change_it_changes_nothing_and_what_is_wrong_is_told()
    {
        var sample = await _lab.Host.SampleAsync("VT-1");
        await Should.ThrowAsync<NotPermittedException>(() => Edits.EditAsync(SampleLab.Eve, sample.Id, new SampleEdit { Host = "x" }, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => Edits.EditAsync(SampleLab.Eve, "nothing0", new SampleEdit(), Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => Edits.EditAsync(SampleLab.Nina, sample.Id, new SampleEdit { Labels = ["nothing0"] }, Cancellation));
        var wrong = await Should.ThrowAsync<ValidationException>(() => Edits.EditAsync(
            SampleLab.Nina,
            sample.Id,
            new SampleEdit { Name = " ", Notes = new string('x', 2_001), Control = new SampleControl(ControlKind.Positive), Run = new RunPlace(""), CollectedOn = new DateOnly(202, 5, 1) },
            Cancellation));
        wrong.Errors.Select(error => error.PropertyName).ShouldBe(["Name", "Notes", "CollectedOn", "Control", "Run"]);
    }

    [Fact]
    public async Task Many_are_changed_at_once_and_those_that_cannot_be_are_told()
    {
        var (hers, other) = (await _lab.Host.SampleAsync("VT-1"), await _lab.Host.SampleAsync("VT-2"));
        await _lab.Host.All<Sample>().UpdateAsync(other.Id, sample => sample with { User = new Link("user0009", "eve") }, Cancellation);
        var labels = _lab.Get<LabelService>();
        var (old, fresh) = (await labels.CreateAsync(SampleLab.Nina, new LabelDraft("old"), Cancellation), await labels.CreateAsync(SampleLab.Nina, new LabelDraft("new"), Cancellation));
        await Edits.EditAsync(SampleLab.Nina, hers.Id, new SampleEdit { Labels = [old.Id], Isolate = "I" }, Cancellation);

        var outcome = await Edits.BulkEditAsync(
            SampleLab.Nina,
            [hers.Id, other.Id, "nothing0", hers.Id],
            new SampleBulkEdit { Set = new SampleEdit { Host = "Apis" }, AddLabels = [fresh.Id], RemoveLabels = [old.Id], Archived = true },
            Cancellation);

        outcome.Done.ShouldBe([hers.Id]);
        outcome.Left.Select(left => (left.Name, left.Reason.Contains("eve", StringComparison.Ordinal))).ShouldBe([("VT-2", true), ("nothing0", false)]);
        var changed = (await _lab.Host.All<Sample>().GetAsync(hers.Id, Cancellation))!;
        (changed.Host, changed.Isolate, changed.Archived).ShouldBe(("Apis", "I", true));
        changed.Labels.ShouldBe([fresh.Id]);
        (await FoundAsync("new")).ShouldBeEmpty();
        (await FoundAsync("new", archived: true)).ShouldBe([hers.Id]);
        await Should.ThrowAsync<ValidationException>(() => Edits.BulkEditAsync(SampleLab.Nina, [hers.Id], new SampleBulkEdit { Set = new SampleEdit { Name = "x" } }, Cancellation));
    }

    private async Task<IEnumerable<string>> FoundAsync(string text, bool archived = false) =>
        (await _lab.Get<SampleService>().FilterAsync(SampleLab.Nina, new SampleFilter { Text = text, Archived = archived }, SampleOrder.Newest, 0, 10, Cancellation)).Samples.Select(sample => sample.Id);
}
