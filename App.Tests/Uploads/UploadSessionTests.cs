using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Xunit;

namespace Virtool.App.Tests.Uploads;

/// <summary>Uploads that take longer than a session lasts, which is an hour.</summary>
public sealed class UploadSessionTests : IAsyncLifetime
{
    private readonly ShiftedTime _clock = new();
    private readonly byte[] _bytes = Reads.Gzip(Reads.Fastq(300, "long"));
    private readonly ServerFactory _server;
    private HttpClient _client = null!;

    public UploadSessionTests() => _server = new ServerFactory { SessionTime = _clock, Settings = { ("Files:RescanInterval", "00:00:00.5") } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _client = await _server.SignInAsync("ann", administrator: true, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(59)]
    public async Task Each_part_makes_the_session_last_longer(int minutes)
    {
        var address = await Tus.CreateAsync(_client, "long.fq.gz", _bytes.Length, "reads");
        foreach (var (offset, part) in Parts(_bytes, 8))
        {
            _clock.Forward(TimeSpan.FromMinutes(minutes));
            using var answer = await Tus.PatchAsync(_client, address, offset, part);
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await StoredAsync(address);
    }

    [Fact]
    public async Task A_part_that_takes_longer_than_a_session_does_not_end_it()
    {
        var address = await Tus.CreateAsync(_client, "long.fq.gz", _bytes.Length, "reads");
        var line = new Pipe();
        using var slow = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new StreamContent(line.Reader.AsStream()) };
        slow.Content.Headers.TryAddWithoutValidation("Content-Type", "application/offset+octet-stream");
        slow.Headers.Add("Tus-Resumable", "1.0.0");
        slow.Headers.Add("Upload-Offset", "0");
        var sending = _client.SendAsync(slow, Cancellation);
        await line.Writer.WriteAsync(_bytes.AsMemory(0, 100), Cancellation);
        await Waiting.UntilAsync(() => new FileInfo(PathOf(address)) is { Exists: true, Length: 100 });
        _clock.Forward(TimeSpan.FromMinutes(90));
        await line.Writer.CompleteAsync();
        using var first = await sending;
        first.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var rest = await Tus.PatchAsync(_client, address, 100, _bytes[100..]);

        rest.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await StoredAsync(address);
    }

    [Fact]
    public async Task After_its_session_has_ended_an_upload_goes_on_for_the_same_user_and_for_no_other()
    {
        var address = await Tus.CreateAsync(_client, "long.fq.gz", _bytes.Length, "reads");
        (await Tus.PatchAsync(_client, address, 0, _bytes[..100])).Dispose();
        _clock.Forward(TimeSpan.FromMinutes(61));
        using var ended = await Tus.PatchAsync(_client, address, 100, _bytes[100..]);
        ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        File.Exists(PathOf(address)).ShouldBeTrue();

        using var bob = await _server.SignInAsync("bob", administrator: true, Cancellation);
        using var others = await Tus.PatchAsync(bob, address, 100, _bytes[100..]);
        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await ServerFactory.SignInAgainAsync(_client, "ann", Cancellation);
        (await Tus.OffsetAsync(_client, address)).ShouldBe(100);
        using var rest = await Tus.PatchAsync(_client, address, 100, _bytes[100..]);
        rest.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StoredAsync(address)).User!.Name.ShouldBe("ann");
    }

    private static IEnumerable<(int Offset, byte[] Bytes)> Parts(byte[] bytes, int count)
    {
        var size = (bytes.Length + count - 1) / count;
        return bytes.Chunk(size).Select((part, index) => (index * size, part));
    }

    private string PathOf(string address) => Path.Combine(_server.Services.GetRequiredService<DataFolder>().Uploads, Tus.IdOf(address));

    private async Task<Import> StoredAsync(string address)
    {
        Import? import = null;
        await Waiting.UntilAsync(
            async () => (import = await _server.Services.GetRequiredService<Collection<Import>>().GetAsync(Tus.IdOf(address), Cancellation))?.State == ImportState.Stored,
            () => $"{import}");
        return import!;
    }
}
