using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Uploads;
using Xunit;

namespace Virtool.App.Tests.Uploads;

/// <summary>The tus protocol, on the whole server; each test has a user of its own.</summary>
public sealed class TusTests(TusServer shared) : IClassFixture<TusServer>, IAsyncLifetime
{
    private readonly ServerFactory _server = shared.Server;
    private readonly string _handle = $"root{Ids.New()}";
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DataFolder Data => _server.Services.GetRequiredService<DataFolder>();

    public async ValueTask InitializeAsync() => _client = await _server.SignInAsync(_handle, administrator: true, Cancellation);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_in_parts_is_verified_and_stored()
    {
        var bytes = Reads.Gzip(Reads.Fastq(200, "parts"));
        var address = await Tus.CreateAsync(_client, "parts.fq.gz", bytes.Length, "reads");
        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);
        for (var offset = 0; offset < bytes.Length; offset += 1000)
        {
            using var answer = await Tus.PatchAsync(_client, address, offset, bytes[offset..Math.Min(bytes.Length, offset + 1000)]);
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            Header(answer, "Upload-Offset").ShouldBe(Math.Min(bytes.Length, offset + 1000).ToString(CultureInfo.InvariantCulture));
        }

        var import = await DecidedAsync(address);
        import.State.ShouldBe(ImportState.Stored);
        import.ReadCount.ShouldBe(200);
        var file = (await _server.Services.GetRequiredService<Collection<StoredFile>>().GetAsync(import.FileId!, Cancellation))!;
        file.Name.ShouldBe("parts.fq.gz");
        file.User!.Name.ShouldBe(_handle);
        file.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (await Tus.OffsetAsync(_client, address)).ShouldBe(bytes.Length);
    }

    [Fact]
    public async Task The_server_says_what_it_can_do()
    {
        using var answer = await Tus.SendAsync(_client, HttpMethod.Options, "/upload/tus");

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(answer, "Tus-Resumable").ShouldBe("1.0.0");
        Header(answer, "Tus-Version").ShouldBe("1.0.0");
        Header(answer, "Tus-Extension").ShouldBe("creation,creation-with-upload,termination,expiration,checksum");
        Header(answer, "Tus-Checksum-Algorithm").ShouldBe("sha1,sha256");
    }

    [Fact]
    public async Task Another_version_is_refused_and_nothing_is_done()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        using var wrong = await Tus.SendAsync(_client, HttpMethod.Patch, address, new byte[10], ("Upload-Offset", "0"), ("Tus-Resumable", "0.2.2"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        Header(wrong, "Tus-Version").ShouldBe("1.0.0");
        using var missing = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, address), Cancellation);
        missing.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_that_begin_elsewhere_are_refused_and_the_upload_stays_as_it_is()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        (await Tus.PatchAsync(_client, address, 0, [1, 2, 3, 4])).Dispose();
        foreach (var offset in new[] { 0, 3, 5, 10 })
        {
            using var answer = await Tus.PatchAsync(_client, address, offset, [9, 9]);
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        (await Tus.OffsetAsync(_client, address)).ShouldBe(4);
        Reads.Bytes(Path.Combine(Data.Uploads, Tus.IdOf(address))).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task More_bytes_than_were_said_are_refused()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 4, "reads");
        using var said = await Tus.PatchAsync(_client, address, 0, new byte[5]);
        said.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);

        using var unsaid = await Tus.PatchAsync(_client, address, 0, new byte[5], chunked: true);
        unsaid.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("Upload-Length", "-1")]
    [InlineData("Upload-Length", "ten")]
    [InlineData("Upload-Length", null)]
    [InlineData("Upload-Metadata", "filename !!!")]
    [InlineData("Upload-Metadata", "filename YS5mcQ==,type bm9uc2Vuc2U=")]
    [InlineData("Upload-Metadata", "filename Li4=")]
    [InlineData("Upload-Metadata", "filename YS9iLmZx")]
    [InlineData("Upload-Metadata", null)]
    public async Task What_is_said_of_an_upload_is_checked(string header, string? value)
    {
        var headers = new Dictionary<string, string> { ["Upload-Length"] = "10", ["Upload-Metadata"] = Tus.Metadata("a.fq", "reads") };
        headers.Remove(header);
        if (value is not null)
        {
            headers[header] = value;
        }

        using var answer = await Tus.SendAsync(_client, HttpMethod.Post, "/upload/tus", null, [.. headers.Select(pair => (pair.Key, pair.Value))]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JsonAsync(answer))["errors"].ShouldNotBeNull();
        (await _server.Services.GetRequiredService<Collection<Upload>>().CountAsync(Where<Upload>.Is(upload => upload.User.Name, _handle), Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task An_upload_is_given_up_by_its_user()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        (await Tus.PatchAsync(_client, address, 0, [1, 2, 3])).Dispose();

        using var removed = await Tus.SendAsync(_client, HttpMethod.Delete, address);

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        File.Exists(Path.Combine(Data.Uploads, Tus.IdOf(address))).ShouldBeFalse();
        using var gone = await Tus.SendAsync(_client, HttpMethod.Head, address);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var patched = await Tus.PatchAsync(_client, address, 3, [4]);
        patched.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Somebody_elses_upload_is_not_there()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        using var stranger = await _server.SignInAsync($"other{Ids.New()}", administrator: true, Cancellation);

        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Delete })
        {
            using var answer = await Tus.SendAsync(stranger, method, address);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var patched = await Tus.PatchAsync(stranger, address, 0, [1]);
        patched.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_not_upload_and_who_is_not_signed_in_are_refused()
    {
        using var member = await _server.SignInAsync($"ann{Ids.New()}", administrator: false, Cancellation);
        using var refused = await Tus.SendAsync(member, HttpMethod.Post, "/upload/tus", null, ("Upload-Length", "10"), ("Upload-Metadata", Tus.Metadata("a.fq", "reads")));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = _server.CreateClient(new() { AllowAutoRedirect = false });
        using var unknown = await Tus.SendAsync(nobody, HttpMethod.Post, "/upload/tus", null, ("Upload-Length", "10"), ("Upload-Metadata", Tus.Metadata("a.fq", "reads")));
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_uploads_nothing(string header, string value)
    {
        using var answer = await Tus.SendAsync(
            _client, HttpMethod.Post, "/upload/tus", null, ("Upload-Length", "10"), ("Upload-Metadata", Tus.Metadata("a.fq", "reads")), (header, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha1")]
    public async Task Bytes_with_another_checksum_are_thrown_away(string algorithm)
    {
        var bytes = "12345678"u8.ToArray();
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        using var hash = IncrementalHash.CreateHash(algorithm == "sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        var right = $"{algorithm} {Convert.ToBase64String(hash.GetHashAndReset())}";
        using var wrong = await Tus.SendAsync(_client, HttpMethod.Patch, address, "12345670"u8.ToArray(), ("Upload-Offset", "0"), ("Upload-Checksum", right));
        ((int)wrong.StatusCode).ShouldBe(460);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);

        using var taken = await Tus.SendAsync(_client, HttpMethod.Patch, address, bytes, ("Upload-Offset", "0"), ("Upload-Checksum", right));
        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(8);
    }

    [Fact]
    public async Task An_upload_can_be_begun_with_its_bytes_and_gone_on_with_where_only_post_is_known()
    {
        var bytes = Reads.Gzip(Reads.Fastq(20, "post"));
        using var created = await Tus.SendAsync(
            _client, HttpMethod.Post, "/upload/tus", bytes[..50], ("Upload-Length", bytes.Length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", Tus.Metadata("post.fq.gz", "reads")));
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        Header(created, "Upload-Offset").ShouldBe("50");
        Header(created, "Upload-Expires").ShouldEndWith("GMT");
        var address = created.Headers.Location!.ToString();

        using var rest = await Tus.SendAsync(_client, HttpMethod.Post, address, bytes[50..], ("Upload-Offset", "50"), ("X-HTTP-Method-Override", "PATCH"));

        rest.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await DecidedAsync(address)).State.ShouldBe(ImportState.Stored);
    }

    [Fact]
    public async Task Wrong_kinds_of_requests_are_refused()
    {
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "reads");
        using var type = await Tus.SendAsync(_client, HttpMethod.Patch, address, [1], ("Upload-Offset", "0"), ("Content-Type", "text/plain"));
        type.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var offset = await Tus.SendAsync(_client, HttpMethod.Patch, address, [1]);
        offset.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var checksum = await Tus.SendAsync(_client, HttpMethod.Patch, address, [1], ("Upload-Offset", "0"), ("Upload-Checksum", "md5 AAAA"));
        checksum.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var method = await Tus.SendAsync(_client, HttpMethod.Post, address, [1]);
        method.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(0);
    }

    [Fact]
    public async Task Many_uploads_at_once_are_each_stored()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var bytes = Reads.Gzip(Reads.Fastq(50, $"many{number}"));
            var address = await Tus.CreateAsync(_client, $"many{number}.fq.gz", bytes.Length, "reads");
            for (var offset = 0; offset < bytes.Length; offset += 700)
            {
                (await Tus.PatchAsync(_client, address, offset, bytes[offset..Math.Min(bytes.Length, offset + 700)])).EnsureSuccessStatusCode().Dispose();
            }

            return address;
        }));

        foreach (var address in sent)
        {
            (await DecidedAsync(address)).State.ShouldBe(ImportState.Stored);
        }
    }

    [Fact]
    public async Task A_whole_upload_that_is_no_file_of_reads_is_quarantined_with_the_reason()
    {
        var address = await Tus.CreateAsync(_client, "letter.fq", 10, "reads");
        (await Tus.PatchAsync(_client, address, 0, "Dear lab,\n"u8.ToArray())).Dispose();

        var import = await DecidedAsync(address);

        import.State.ShouldBe(ImportState.Quarantined);
        import.Problem.ShouldBe("not_fastq");
        import.Reason!.ShouldContain("letter.fq holds no reads");

        // That it is refused is written before it is moved.
        await Waiting.UntilAsync(() => File.Exists(Path.Combine(Data.Quarantine, import.Id, "letter.fq")));
    }

    [Fact]
    public async Task The_list_of_uploads_says_how_far_they_are()
    {
        using var other = await _server.SignInAsync($"other{Ids.New()}", administrator: true, Cancellation);
        await Tus.CreateAsync(other, "b.fq.gz", 20, "reads");
        var address = await Tus.CreateAsync(_client, "a.fq.gz", 10, "subtraction");
        (await Tus.PatchAsync(_client, address, 0, [1, 2, 3])).Dispose();

        var listed = (await JsonAsync(await _client.GetAsync(new Uri("/api/uploads?own=true", UriKind.Relative), Cancellation)))["documents"]!.AsArray().ShouldHaveSingleItem()!;

        listed["id"]!.GetValue<string>().ShouldBe(Tus.IdOf(address));
        listed["received"]!.GetValue<long>().ShouldBe(3);
        listed["size"]!.GetValue<long>().ShouldBe(10);
        listed["type"]!.GetValue<string>().ShouldBe("subtraction");
        listed["state"]!.GetValue<string>().ShouldBe("arriving");
    }

    private async Task<Import> DecidedAsync(string address)
    {
        Import? import = null;
        await Waiting.UntilAsync(
            async () => (import = await _server.Services.GetRequiredService<Collection<Import>>().GetAsync(Tus.IdOf(address), Cancellation))?.State
                is ImportState.Stored or ImportState.Quarantined or ImportState.Duplicate,
            () => $"{import}");
        return import!;
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(",", answer.Headers.GetValues(name));

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
