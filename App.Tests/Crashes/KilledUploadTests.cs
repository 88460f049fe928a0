using Shouldly;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Files;
using Virtool.App.Tests.Jobs;
using Virtool.App.Tests.Uploads;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Xunit;

namespace Virtool.App.Tests.Crashes;

/// <summary>Real servers are killed in the middle of uploads.</summary>
public sealed class KilledUploadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_taken_before_a_kill_is_there_afterwards_and_the_upload_goes_on_from_there()
    {
        await using var lab = await Lab.EmbeddedAsync();
        var bytes = Reads.Gzip(Reads.Fastq(30_000, "killed"));
        string address;
        long taken = 0;
        await using (var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings))
        {
            using var client = await server.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
            address = await Tus.CreateAsync(client, "killed.fq.gz", bytes.Length, "reads");
            (await Tus.PatchAsync(client, address, 0, bytes[..100_000])).EnsureSuccessStatusCode().Dispose();
            taken = 100_000;

            // In the middle of the next part.
            var content = new SlowContent(bytes[100_000..500_000]);
            var sending = SendAsync(client, address, content);
            await content.Half;
            await Waiting.UntilAsync(() => Length(lab, address) > 100_000);
            await server.KillAsync();
            content.Stop();
            (await Should.ThrowAsync<Exception>(() => sending)).ShouldBeAssignableTo<Exception>()!.ShouldNotBeOfType<InvalidOperationException>();
        }

        await using var again = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        using var back = await again.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
        var offset = (int)await Tus.OffsetAsync(back, address);
        offset.ShouldBeGreaterThan((int)taken);
        offset.ShouldBeLessThan(500_000);
        (await Tus.PatchAsync(back, address, offset, bytes[offset..])).EnsureSuccessStatusCode().Dispose();
        await StoredOnceAsync(lab, bytes, () => again.Log);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task A_server_that_is_killed_while_an_upload_is_verified_has_it_stored_once_afterwards(int milliseconds)
    {
        await using var lab = await Lab.EmbeddedAsync();
        var bytes = Reads.Gzip(Reads.Fastq(20_000, "verified"));
        await using (var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings))
        {
            using var client = await server.SignInAsync(Lab.Handle, RunningServer.Password, Cancellation);
            var address = await Tus.CreateAsync(client, "verified.fq.gz", bytes.Length, "reads");
            (await Tus.PatchAsync(client, address, 0, bytes)).EnsureSuccessStatusCode().Dispose();
            await Task.Delay(milliseconds, Cancellation);
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await StoredOnceAsync(lab, bytes, () => again.Log);
    }

    private static async Task StoredOnceAsync(Lab lab, byte[] bytes, Func<string> log)
    {
        var data = lab.Get<DataFolder>();
        await Waiting.UntilAsync(async () => await lab.CountAsync<Import>(Where<Import>.Is(import => import.State, ImportState.Stored)) == 1, log);
        var file = (await lab.Get<Collection<StoredFile>>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        file.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        (await lab.CountAsync<Import>()).ShouldBe(1);
        Directory.GetFiles(data.Files).Where(path => !Path.GetFileName(path).StartsWith('.')).ShouldHaveSingleItem();
        await Waiting.UntilAsync(() => Directory.GetFiles(data.Uploaded).Length == 0);
        Directory.GetFiles(data.Uploads).ShouldBeEmpty();
        (!Directory.Exists(data.Arriving) || Directory.GetFiles(data.Arriving).Length == 0).ShouldBeTrue();
    }

    private static long Length(Lab lab, string address) =>
        new FileInfo(Path.Combine(lab.Get<DataFolder>().Uploads, Tus.IdOf(address))) is { Exists: true } file ? file.Length : 0;

    private static async Task SendAsync(HttpClient client, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = content };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "100000");
        content.Headers.TryAddWithoutValidation("Content-Type", "application/offset+octet-stream");
        using var answer = await client.SendAsync(request, Cancellation);
        throw new InvalidOperationException($"It was answered with {answer.StatusCode}.");
    }

    /// <summary>Sends half of its bytes, and the other half never.</summary>
    private sealed class SlowContent(byte[] bytes) : HttpContent
    {
        private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Half => _half.Task;

        public void Stop() => _stopped.TrySetException(new IOException("The sender has stopped."));

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Cancellation);
            await stream.FlushAsync(Cancellation);
            _half.SetResult();
            await _stopped.Task.WaitAsync(Cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
