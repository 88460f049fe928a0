using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Samples.Creation;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class NewSamplesTests : PagesContext
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public async Task One_is_made_of_two_stored_files_with_its_name_suggested_and_its_mates_in_order()
    {
        await StoreAsync("file0001", "VT-0412_S3_L001_R1_001.fq.gz");
        await StoreAsync("file0002", "VT-0412_S3_L001_R2_001.fq.gz");
        var page = At<NewSamplePage>("/samples/new");
        await ShowsAsync(page, "VT-0412_S3_L001_R1_001.fq.gz");
        await page.InvokeAsync(() => page.Find("input[aria-label='Choose VT-0412_S3_L001_R2_001.fq.gz']").Change(true));
        await page.InvokeAsync(() => page.Find("input[aria-label='Choose VT-0412_S3_L001_R1_001.fq.gz']").Change(true));
        page.FindAll(".chosen li").Select(file => file.TextContent.Trim()).First().ShouldStartWith("mate 1 VT-0412_S3_L001_R1");
        var name = page.Find("form.full .fields input");
        name.GetAttribute("value").ShouldBe("VT-0412");
        await page.InvokeAsync(() => page.Find("textarea").Input("From **greenhouse 3**, <script>alert(1)</script>"));
        await ShowsAsync(page, "How they look");
        page.Find(".note-text strong").TextContent.ShouldBe("greenhouse 3");
        page.FindAll(".note-text script").ShouldBeEmpty();
        await page.InvokeAsync(() => page.Find("form.full").Submit());
        await UntilAsync(() => Address.ShouldMatch("/samples/[0-9a-z]{8}$"));
        var sample = (await Documents<Sample>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (sample.Name, sample.Paired).ShouldBe(("VT-0412", true));
        sample.Files[0].From.Name.ShouldBe("VT-0412_S3_L001_R1_001.fq.gz");
        sample.Notes.ShouldStartWith("From **greenhouse 3**");
    }

    [Fact]
    public async Task Many_are_looked_through_and_edited_in_a_table_and_made_all_or_none()
    {
        foreach (var (id, name) in new[] { ("file0001", "a_R1.fq.gz"), ("file0002", "a_R2.fq.gz"), ("file0003", "b_R1.fq.gz"), ("file0004", "b_R2.fq.gz"), ("file0005", "c.fq.gz") })
        {
            await StoreAsync(id, name);
        }

        var page = At<NewSamplePage>("/samples/new?way=many");
        await ShowsAsync(page, "3 samples could be made of 5 stored files.", "Make 3 samples");
        await page.InvokeAsync(() => page.Find("input[aria-label='Name of the sample of b_R1.fq.gz']").Input("a"));
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Make 3 samples").Click());
        await ShowsAsync(page, "Nothing was made: 1 sample cannot be made so.", "has this name too");
        (await Documents<Sample>().CountAsync(cancellation: Cancellation)).ShouldBe(0);

        await page.InvokeAsync(() => page.Find("input[aria-label='Name of the sample of b_R1.fq.gz']").Input("bee"));
        await page.InvokeAsync(() => page.Find("input[aria-label='Host of bee']").Input("Apis"));
        await page.InvokeAsync(() => page.Find("input[aria-label='Make c']").Change(false));
        await page.InvokeAsync(() => page.Find(".for-all .fields input").Input("Tomato"));
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Make 2 samples").Click());
        await UntilAsync(() => Address.ShouldEndWith("/samples"));
        var made = await Documents<Sample>().FindAsync(Query<Sample>.All.OrderBy(sample => sample.Name), Cancellation);
        made.Select(sample => (sample.Name, sample.Host, sample.Paired)).ShouldBe([("a", "Tomato", true), ("bee", "Apis", true)]);
    }

    [Fact]
    public async Task A_sheet_is_looked_through_before_anything_is_made_of_it()
    {
        await StoreAsync("file0001", "a_R1.fq.gz");
        await StoreAsync("file0002", "a_R2.fq.gz");
        var page = At<NewSamplePage>("/samples/new?way=sheet");
        await page.InvokeAsync(() => page.Find("textarea").Input("sample,file_1,file_2,host,labels\nVT-1,a_R1.fq.gz,a_R2.fq.gz,Tomato,urgent\nVT-2,z.fq.gz,,,\n"));
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Look through it").Click());
        await ShowsAsync(page, "a_R1.fq.gz", "Make 1 sample");
        page.FindAll("tbody.left").Count.ShouldBe(1);
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Make 1 sample").Click());
        await UntilAsync(() => Address.ShouldEndWith("/samples"));
        var sample = (await Documents<Sample>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (sample.Name, sample.Host, sample.Labels.Count).ShouldBe(("VT-1", "Tomato", 1));
    }

    [Fact]
    public async Task Who_may_not_create_samples_is_told_so()
    {
        SignIn(administrator: false);
        await ShowsAsync(At<NewSamplePage>("/samples/new"), "You may not create samples");
    }

    private Task<StoredFile> StoreAsync(string id, string name) => AddAsync(new StoredFile
    {
        Id = id, Name = name, Type = FileType.Reads, Ready = true, ReadCount = 10, Size = 100, UploadedAt = Made.Now, Readers = RightsRules.Everyone, Search = name.ToLowerInvariant(),
    });
}
