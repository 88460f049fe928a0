using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Virtool.Jobs.Outgoing;

/// <summary>
/// The one way out of this server: everything that is asked of others goes through it, with the proxy, the retries and the limits of
/// <see cref="OutgoingOptions"/>. What goes wrong is told in a sentence. Tokens and what stands behind a <c>?</c> never reach the log.
/// </summary>
public sealed class OutgoingClient
{
    /// <summary>The name of the client in the factory.</summary>
    internal const string Name = "outgoing";

    private const int Chunk = 128 << 10;

    private readonly IHttpClientFactory _factory;
    private readonly IOptions<OutgoingOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutgoingClient> _log;
    private readonly OutgoingWords _words;
    private readonly ResiliencePipeline _retries;

    /// <summary>The client.</summary>
    /// <param name="factory">Makes connections.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public OutgoingClient(IHttpClientFactory factory, IOptions<OutgoingOptions> options, TimeProvider time, ILogger<OutgoingClient> log)
    {
        (_factory, _options, _time, _log) = (factory, options, time, log);
        _words = new OutgoingWords(time);
        _retries = options.Value.Retries == 0 ? ResiliencePipeline.Empty : Retries(options.Value, time);
    }

    /// <summary>Whether anything may be asked at all.</summary>
    public bool IsEnabled => _options.Value.Enabled;

    /// <summary>Asks for something small.</summary>
    /// <exception cref="OutgoingException">It could not be had.</exception>
    public Task<OutgoingAnswer> GetAsync(OutgoingRequest request, CancellationToken cancellation = default) => AskAsync(
        request,
        async (answer, patience) => new OutgoingAnswer(answer.StatusCode, answer.Headers.ETag?.ToString(), await ReadAsync(request, answer, patience.Token)),
        cancellation);

    /// <summary>Downloads a file; what is there already is overwritten, and what was begun and failed is left.</summary>
    /// <param name="request">What to ask for.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="received">Told how many bytes there are, as they come.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its size in bytes, and its SHA-256 in lower-case hexadecimal.</returns>
    /// <exception cref="OutgoingException">It could not be had.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Task<Download> DownloadAsync(OutgoingRequest request, string path, Func<long, Task> received, CancellationToken cancellation = default) =>
        AskAsync(request, (answer, patience) => WriteAsync(request, answer, path, received, patience), cancellation);

    private async Task<T> AskAsync<T>(OutgoingRequest request, Func<HttpResponseMessage, Patience, Task<T>> take, CancellationToken cancellation)
    {
        if (!IsEnabled)
        {
            throw OutgoingWords.Off(request);
        }

        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    using var patience = new Patience(_options.Value.Patience, _time, token);
                    return await patience.GuardAsync(() => TryAsync(request, take, patience));
                },
                cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && _words.Of(request, exception) is { } told)
        {
            _log.LogInformation("{Service}: {Sentence}", request.Service, told.Message);
            throw told;
        }
    }

    private async Task<T> TryAsync<T>(OutgoingRequest request, Func<HttpResponseMessage, Patience, Task<T>> take, Patience patience)
    {
        using var answer = await FollowAsync(request, patience.Token);
        var isGood = answer.StatusCode == HttpStatusCode.OK || (answer.StatusCode == HttpStatusCode.NotModified && request.Etag is not null);
        return isGood ? await take(answer, patience) : throw _words.Of(request, answer);
    }

    private async Task<HttpResponseMessage> FollowAsync(OutgoingRequest request, CancellationToken cancellation)
    {
        var client = _factory.CreateClient(Name);
        var address = request.Address;
        for (var hop = 0; hop <= Redirects.Most; hop++)
        {
            using var message = Message(request, address);
            var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!Redirects.IsOne(answer))
            {
                return answer;
            }

            using (answer)
            {
                address = Redirects.Next(request.Address, address, answer.Headers.Location!) ?? throw OutgoingWords.Astray(request, "to an address that is not encrypted, or that is inside this network");
            }
        }

        throw OutgoingWords.Astray(request, "from one address to the next without end");
    }

    private static HttpRequestMessage Message(OutgoingRequest request, Uri address)
    {
        var message = new HttpRequestMessage(request.Form is null ? HttpMethod.Get : HttpMethod.Post, address)
        {
            Content = request.Form is null ? null : new FormUrlEncodedContent(request.Form),
        };
        if (request.Accept is not null)
        {
            message.Headers.Accept.ParseAdd(request.Accept);
        }

        if (EntityTagHeaderValue.TryParse(request.Etag, out var etag))
        {
            message.Headers.IfNoneMatch.Add(etag);
        }

        if (request.Token is not null && Redirects.AreOfOneServer(request.Address, address))
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Token);
        }

        return message;
    }

    private static async Task<byte[]> ReadAsync(OutgoingRequest request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        DemandSmall(request, answer.Content.Headers.ContentLength);
        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[Chunk];
        while (await content.ReadAsync(buffer, cancellation) is var count && count > 0)
        {
            DemandSmall(request, read.Length + count);
            await read.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }

        return read.ToArray();
    }

    private static async Task<Download> WriteAsync(OutgoingRequest request, HttpResponseMessage answer, string path, Func<long, Task> received, Patience patience)
    {
        DemandSmall(request, answer.Content.Headers.ContentLength);
        await using var content = await answer.Content.ReadAsStreamAsync(patience.Token);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[Chunk];
        var size = 0L;
        while (await content.ReadAsync(buffer, patience.Token) is var count && count > 0)
        {
            patience.Renew();
            DemandSmall(request, size += count);
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), patience.Token);
            await received(size);
        }

        return new Download(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void DemandSmall(OutgoingRequest request, long? size)
    {
        if (size > request.Largest)
        {
            throw OutgoingWords.TooLarge(request);
        }
    }

    /// <summary>What passes by itself is tried again: not an unknown name, nor a refusal.</summary>
    private static ResiliencePipeline Retries(OutgoingOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder()
                    .Handle<HttpRequestException>(exception => exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded || exception.InnerException is IOException)
                    .Handle<IOException>(OutgoingWords.IsOfTheConnection)
                    .Handle<TimeoutException>()
                    .Handle<OutgoingException>(exception => exception.Failure == OutgoingFailure.Failed),
            })
            .Build();
}
