using FluentValidation;
using Shouldly;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Samples;

public sealed class SampleCreationTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SampleCreations Creations => _lab.Get<SampleCreations>();

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_sample_is_made_of_chosen_files_which_are_reserved_with_what_they_came_by()
    {
        var (first, second) = (await _lab.ReadsAsync("run/a_R1.fq.gz", folder: "watch"), await _lab.ReadsAsync("run/a_R2.fq.gz", folder: "watch"));
        var input = SampleInput.Of(" VT-1 ", first.Id, second.Id) with { Host = "Vitis", LabelNames = ["urgent", "Urgent"], Control = new SampleControl(ControlKind.Negative, "x") };

        var sample = await Creations.CreateAsync(SampleLab.Nina, input, Cancellation);

        (sample.Name, sample.Paired, sample.State, sample.Folder, sample.Control).ShouldBe(("VT-1", true, SampleState.Creating, "watch/run", new SampleControl(ControlKind.Negative)));
        (await _lab.Get<LabelService>().OfAsync(sample.Labels, Cancellation)).ShouldHaveSingleItem().Name.ShouldBe("urgent");
        sample.Search.ShouldContain("urgent");
        (await _lab.Host.All<Job>().GetAsync(sample.JobId!, Cancellation))!.Subject.Id.ShouldBe(sample.Id);
        (await _lab.Host.All<StoredFile>().FindAsync(Filter.All, Cancellation)).ShouldAllBe(file => file.Reserved && file.SampleId == sample.Id);
        (await _lab.Host.All<Import>().FindAsync(Filter.All, Cancellation)).ShouldAllBe(import => import.Settled && import.SampleId == sample.Id);
        sample.Warnings.ShouldBeEmpty();
        var odd = new[] { await _lab.ReadsAsync("o_R1.fq.gz"), await _lab.ReadsAsync("p_R2.fq.gz", names: "others") };
        (await Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("odd", odd[0].Id, odd[1].Id), Cancellation)).Warnings.ShouldHaveSingleItem().ShouldStartWith("The reads of its mates have different names.");
        var again = await Should.ThrowAsync<BadRequestException>(() => Creations.CreateAsync(SampleLab.Nina, input with { Name = "VT-2" }, Cancellation));
        again.Message.ShouldContain("was taken for another sample");
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_nothing_is_made()
    {
        var file = await _lab.ReadsAsync("a.fq.gz");
        await _lab.Host.SampleAsync("Taken");
        await Should.ThrowAsync<NotPermittedException>(() => Creations.CreateAsync(SampleLab.Eve, SampleInput.Of("x", file.Id), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of(null, file.Id), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x"), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x", file.Id, file.Id), Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("taken", file.Id), Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x", "nothing0"), Cancellation));
        await Should.ThrowAsync<BadRequestException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x", file.Id) with { Group = "nothing0" }, Cancellation));
        (await _lab.Host.All<Sample>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Where_a_group_must_be_chosen_one_is_and_it_gets_its_rights()
    {
        var file = await _lab.ReadsAsync("a.fq.gz");
        await _lab.Get<SettingsService>().UpdateNewSamplesAsync(SampleLab.Root, new NewSamples(SampleGroupChoice.ForceChoice, true, true, false, false), Cancellation);
        await _lab.Host.All<Group>().InsertAsync(new Group { Id = "group001", Name = "Virology", NormalizedName = "VIROLOGY" }, Cancellation);
        (await Should.ThrowAsync<BadRequestException>(() => Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x", file.Id), Cancellation))).Message.ShouldContain("Choose the group");
        var sample = await Creations.CreateAsync(SampleLab.Nina, SampleInput.Of("x", file.Id) with { Group = "group001" }, Cancellation);
        sample.Readers.ShouldBe(["group:group001", "user:user0001"]);
    }

    [Fact]
    public async Task Many_are_made_all_or_none_and_all_that_is_wrong_is_told_by_row()
    {
        var files = new[] { await _lab.ReadsAsync("a.fq.gz"), await _lab.ReadsAsync("b.fq.gz"), await _lab.ReadsAsync("c.fq.gz") };
        SampleInput[] wrong =
        [
            SampleInput.Of("A", files[0].Id),
            SampleInput.Of("a", files[1].Id) with { Host = new string('x', 201) },
            SampleInput.Of("C", files[0].Id, "nothing0"),
            SampleInput.Of("", files[2].Id),
        ];

        var refused = await Should.ThrowAsync<RowsRefusedException>(() => Creations.CreateManyAsync(SampleLab.Nina, wrong, Cancellation));

        refused.Problems.Select(problem => (problem.Row, problem.Field)).ShouldBe([(1, "host"), (1, "name"), (2, "files"), (2, "files"), (3, "name")], ignoreOrder: true);
        (await _lab.Host.All<Sample>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        var made = await Creations.CreateManyAsync(SampleLab.Nina, [.. files.Select(file => SampleInput.Of(file.Name, file.Id) with { LabelNames = ["batch 1"] })], Cancellation);
        made.Select(sample => sample.Name).ShouldBe(["a.fq.gz", "b.fq.gz", "c.fq.gz"]);
        (await _lab.Host.All<Label>().CountAsync(cancellation: Cancellation)).ShouldBe(1);
        await Should.ThrowAsync<BadRequestException>(() => Creations.CreateManyAsync(SampleLab.Nina, [], Cancellation));
    }
}
