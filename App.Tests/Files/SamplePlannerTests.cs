using System.Text;
using Shouldly;
using Virtool.App.Tests.Samples;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Files.Bulk;
using Virtool.Files.Rules;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class SamplePlannerTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SamplePlanner Planner => new(_lab.Get<Collection<StoredFile>>(), _lab.Get<Collection<Import>>(), _lab.Get<Collection<Subtraction>>(), _lab.Get<Collection<Group>>());

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Free_reads_are_paired_and_named_as_rules_do()
    {
        await FilesAsync("VT-10_S1_L001_R1_001.fastq.gz", "VT-10_S1_L001_R2_001.fastq.gz", "VT-2_R1.fq.gz", "VT-2_R2.fq.gz", "single.fq.gz", "alone_R1.fq.gz", "run_I1_001.fastq.gz");

        var plan = await Planner.OfFilesAsync(SampleLab.Nina, cancellation: Cancellation);

        plan.Samples.Select(sample => $"{sample.Input.Name}: {sample.Files.Count}").ShouldBe(["alone: 1", "single: 1", "VT-2: 2", "VT-10: 2"]);
        plan.Samples[0].Problems.ShouldHaveSingleItem().ShouldContain("Its mate alone_R2.fq.gz is not among the files");
        plan.Left.ShouldHaveSingleItem().Name.ShouldBe("run_I1_001.fastq.gz");
        (await _lab.Get<SampleCreations>().CreateManyAsync(SampleLab.Nina, [.. plan.Samples.Select(sample => sample.Input)], Cancellation)).Count.ShouldBe(4);
        (await Planner.OfFilesAsync(SampleLab.Nina, cancellation: Cancellation)).Samples.ShouldBeEmpty();
        await Should.ThrowAsync<NotPermittedException>(() => Planner.OfFilesAsync(SampleLab.Eve, cancellation: Cancellation));
    }

    [Fact]
    public async Task A_sheet_names_files_and_what_is_known_and_what_it_cannot_name_is_told_by_row()
    {
        await FilesAsync("a_R1.fq.gz", "a_R2.fq.gz", "b.fq.gz", "c_x.fq.gz", "c_y.fq.gz");
        await _lab.Host.All<Subtraction>().InsertAsync(new Subtraction { Id = "host0001", Name = "Grape", File = new Link("f", ""), User = new Link("u", ""), JobId = "j" }, Cancellation);
        const string Text = """
            file,file_1,file_2,sample,subtraction,labels,date,control,virus,run,lane,barcode,sets,notes,group
            a,,,VT-1,grape,x;y,2026-05-31,positive,TMV,run 7,1,ACGT,s,"two, words",
            b.fq.gz,,,VT-2,Melon,,31.5.2026,maybe,,,,,,,nobody
            ,c_x.fq.gz,c_y.fq.gz,VT-3,,,,neg,,,,,,,
            d.fq.gz,,,VT-4,,,,,,,,,,,
            """;

        var plan = await Planner.OfSheetAsync(SampleLab.Nina, Encoding.UTF8.GetBytes(Text), Cancellation);

        plan.Problems.ShouldBeEmpty();
        var input = plan.Samples[0].Input;
        plan.Samples[0].Problems.ShouldBeEmpty();
        (input.Name, input.Mates.Count, input.CollectedOn, input.Control, input.Run, input.Notes).ShouldBe(
            ("VT-1", 2, new DateOnly(2026, 5, 31), new SampleControl(ControlKind.Positive, "TMV"), new RunPlace("run 7", "1", "ACGT"), "two, words"));
        input.LabelNames.ShouldBe(["x", "y"]);
        input.Subtractions.ShouldBe(["host0001"]);
        (plan.Samples[1].Line, plan.Samples[1].Input.CollectedOn, plan.Samples[1].Problems.Count).ShouldBe((3, new DateOnly(2026, 5, 31), 3));
        (plan.Samples[2].Files.Count, plan.Samples[2].Input.Control).ShouldBe((2, new SampleControl(ControlKind.Negative)));
        plan.Samples[3].Problems.ShouldHaveSingleItem().ShouldBe("row 5, column file: no stored file is named d.fq.gz, or a sample has taken it. Upload it, or write the name as it is in the list of files.");
        (await Planner.OfSheetAsync(SampleLab.Nina, "nothing"u8.ToArray(), Cancellation)).Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("240131_M01234_0042_000000000-ABCDE/Data/x_L002_R1.fq.gz", "240131_M01234_0042_000000000-ABCDE", "2")]
    [InlineData("20240131_NB501_7_AHX/x.fq.gz", "20240131_NB501_7_AHX", null)]
    [InlineData("survey_2026/x.fq.gz", null, null)]
    [InlineData("x.fq.gz", null, null)]
    public void A_run_folder_names_the_run(string name, string? run, string? lane) => RunName.Of(name, null).ShouldBe(run is null ? null : new RunPlace(run, lane));

    private async Task FilesAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _lab.ReadsAsync(name, names: name[0].ToString());
        }
    }
}
