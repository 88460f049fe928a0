using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.References;
using Virtool.Domain.Files;
using Virtool.Domain.Tasks;
using Xunit;
using Task = System.Threading.Tasks.Task;

namespace Virtool.App.Tests.Components.References;

public sealed class ImportFormTests : PagesContext
{
    private const string Json = """
        {"name":"Grape viruses","data_type":"genome","organism":"virus","otus":[
          {"_id":"otu00001","name":"Grapevine fanleaf virus","abbreviation":"GFLV","schema":[],"isolates":[
            {"id":"iso00001","source_type":"isolate","source_name":"F13","default":true,"sequences":[
              {"_id":"seq00001","accession":"NC_003615.1","definition":"RNA 1","host":"","sequence":"ACGTACGTAC"}]}]}]}
        """;

    [Fact]
    public async Task A_file_is_looked_through_and_imported_with_what_is_said_here()
    {
        await FileAsync("grape.json.gz", Json);
        var page = At<ReferenceList>("/references?new=import");
        await ChooseAsync(page, "grape.json.gz");
        await ShowsAsync(page, "Virtool (JSON)", "Name");
        page.Find("section[aria-labelledby=import-title] form.form input.field").GetAttribute("placeholder").ShouldBe("Grape viruses");
        await page.InvokeAsync(() => page.Find("section[aria-labelledby=import-title] form.form").Submit());
        await UntilAsync(() => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri.ShouldEndWith("/references"));
        var task = (await Documents<ServerTask>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation)).ShouldHaveSingleItem();
        task.Type.ShouldBe("import_reference");
        task.Context["import"]!["file_id"]!.GetValue<string>().ShouldBe("file0001");
    }

    [Fact]
    public async Task What_is_wrong_is_listed_with_what_to_do_and_it_cannot_be_imported()
    {
        var tree = JsonNode.Parse(Json)!;
        tree["otus"]!.AsArray().Add(tree["otus"]![0]!.DeepClone());
        await FileAsync("grape.json.gz", tree.ToJsonString());
        var page = At<ReferenceList>("/references?new=import");
        await ChooseAsync(page, "grape.json.gz");
        await ShowsAsync(page, "has the same name, Grapevine fanleaf virus", "Remove one of them", "nothing was written");
        Button(page).HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Headers_of_FASTA_are_guessed_shown_and_mended()
    {
        await FileAsync("grape.fa", ">NC_003615.1|Grapevine fanleaf virus|F13|RNA 1\nACGTACGT\n>NC_003623.1|Grapevine fanleaf virus|F13|RNA 2\nACGT\n");
        var page = At<ReferenceList>("/references?new=import");
        await ChooseAsync(page, "grape.fa");
        await ShowsAsync(page, "What the headers say", "FASTA", "Grapevine fanleaf virus", "RNA 2");
        page.Find(".pattern input").GetAttribute("value").ShouldBe("{accession}|{otu}|{isolate}|{segment}");
        await page.InvokeAsync(() => page.Find(".pattern input").Input("{accession}|{virus}"));
        await page.InvokeAsync(() => page.Find("form.pattern").Submit());
        await ShowsAsync(page, "{virus} is not known.");
        Button(page).HasAttribute("disabled").ShouldBeTrue();
        await page.InvokeAsync(() => page.Find(".pattern input").Input("{accession}|*|{otu}|*"));
        await page.InvokeAsync(() => page.Find("form.pattern").Submit());
        await UntilAsync(() => page.Find("section[aria-labelledby=import-title] table.list tbody tr").Children[2].TextContent.ShouldBe("F13"));
    }

    private async Task ChooseAsync(IRenderedComponent<ReferenceList> page, string file)
    {
        await ShowsAsync(page, "Which file", file);
        await page.InvokeAsync(() => page.Find("input[name=reference-file]").Change("on"));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ReferenceList> page) => page.FindAll("button").First(button => button.TextContent == "Import it");

    private async Task FileAsync(string name, string text)
    {
        var data = Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                gzip.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        await File.WriteAllBytesAsync(data.FilePath("file0001"), bytes, Cancellation);
        await AddAsync(new StoredFile { Id = "file0001", Name = name, Type = FileType.Reference, Ready = true, Size = bytes.Length, UploadedAt = Made.Now, Readers = ["everyone"] });
    }
}
