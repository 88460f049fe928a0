using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Api;

public sealed class SubtractionsApiTests : IAsyncDisposable
{
    private readonly ServerFactory _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task They_are_listed_made_read_changed_downloaded_and_removed()
    {
        using var root = await _server.SignInAsync("root", administrator: true, Cancellation);
        var data = _server.Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Subtraction("host0001"));
        await File.WriteAllTextAsync(data.SubtractionGenome("host0001"), "packed", Cancellation);
        await All<Subtraction>().InsertAsync(
            new Subtraction
            {
                Id = "host0001", Name = "Arabidopsis thaliana", File = new Link("genome00", "a.fa"), User = new Link("user0001", "nina"), JobId = "job00001",
                Ready = true, Gc = new NucleotideShares(0.319, 0.319, 0.181, 0.181, 0), Count = 5,
            },
            Cancellation);
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(data.FilePath("genome01"), ">a\nACGT\n", Cancellation);
        await All<StoredFile>().InsertAsync(new StoredFile { Id = "genome01", Name = "tomato.fa", Type = FileType.Subtraction, Ready = true, Readers = RightsRules.Everyone }, Cancellation);

        var (answer, made) = await root.CallAsync(HttpMethod.Post, "/api/subtractions", """{"subtraction_id":"Tomato","nickname":"red","file_id":"genome01"}""");
        ((int)answer.StatusCode).ShouldBe(201, made?.ToJsonString());
        answer.Headers.Location!.ToString().ShouldBe($"/api/subtractions/{made!["id"]}");
        (made["name"]!.GetValue<string>(), made["nickname"]!.GetValue<string>(), made["file"]!["id"]!.GetValue<string>()).ShouldBe(("Tomato", "red", "genome01"));
        await root.GivesAsync(400, HttpMethod.Post, "/api/subtractions", """{"name":"tomato","file_id":"genome01"}""");
        await root.GivesAsync(422, HttpMethod.Post, "/api/subtractions", """{"name":"","file_id":"genome01"}""");

        var list = await root.GivesAsync(200, HttpMethod.Get, "/api/subtractions?find=THALIANA");
        (list["found_count"]!.GetValue<int>(), list["host_count"]!.GetValue<int>(), list["documents"]!.AsArray().Count).ShouldBe((1, 2, 1));
        (await root.GivesAsync(200, HttpMethod.Get, "/api/subtractions?ids=true")).AsArray().Count.ShouldBe(2);

        var one = await root.GivesAsync(200, HttpMethod.Get, "/api/subtractions/Arabidopsis%20thaliana");
        (one["id"]!.GetValue<string>(), one["gc"]!["a"]!.GetValue<double>(), one["count"]!.GetValue<int>()).ShouldBe(("host0001", 0.319, 5));
        one["linked_samples"]!.AsArray().ShouldBeEmpty();
        (await root.GivesAsync(200, HttpMethod.Patch, "/api/subtractions/host0001", """{"nickname":"Thale cress"}"""))["nickname"]!.GetValue<string>().ShouldBe("Thale cress");

        using var genome = await root.GetAsync("/download/subtractions/host0001", Cancellation);
        genome.Content.Headers.ContentDisposition!.FileName.ShouldBe("arabidopsis_thaliana.fa.gz");
        (await genome.Content.ReadAsStringAsync(Cancellation)).ShouldBe("packed");

        await root.GivesAsync(204, HttpMethod.Delete, "/api/subtractions/host0001");
        await root.GivesAsync(404, HttpMethod.Get, "/api/subtractions/host0001");
        await root.GivesAsync(404, HttpMethod.Delete, "/api/subtractions/host0001");
    }

    private Collection<T> All<T>()
        where T : Virtool.Data.Documents.Document => _server.Services.GetRequiredService<Collection<T>>();
}
