using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Virtool.Jobs.Outgoing;

/// <summary>Says in words what went wrong with a request.</summary>
/// <param name="time">The clock.</param>
internal sealed class OutgoingWords(TimeProvider time)
{
    /// <summary>Nothing is asked of anyone.</summary>
    public static OutgoingException Off(OutgoingRequest request) => new(
        OutgoingFailure.Off,
        $"{request.Service} is not asked: outgoing requests are switched off on this server. An administrator switches them on with the setting Outgoing:Enabled.");

    /// <summary>For what the network or the other side did; null: it is none of these.</summary>
    public OutgoingException? Of(OutgoingRequest request, Exception exception) => exception switch
    {
        OutgoingException told => told,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Unreachable(
            request, exception, $"the name {request.Address.Host} is not known here", "See whether this server is connected to the internet, and whether it needs a proxy (Outgoing:Proxy)"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Unreachable(
            request, exception, "no encrypted connection could be made", $"See whether the clock of this server is right, and whether {request.Setting} and Outgoing:Proxy are"),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => Unreachable(
            request, exception, "the proxy did not let this server through", "See whether Outgoing:Proxy is right, with the name and password that it wants"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Unreachable(
            request, exception, "nothing answers at its address", "See whether this server is connected to the internet, and whether it needs a proxy (Outgoing:Proxy). It is tried again by itself"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { InnerException: IOException } => CutOff(request, exception),
        IOException broken when IsOfTheConnection(broken) => CutOff(request, exception),
        HttpRequestException => new OutgoingException(
            OutgoingFailure.Unexpected, $"{request.Service} gave an answer that could not be read. See whether {request.Setting} and Outgoing:Proxy are right.", inner: exception),
        TimeoutException => Unreachable(request, exception, "it did not answer in time", "Try again later, or give it more time (Outgoing:Patience)"),
        _ => null,
    };

    /// <summary>Whether what broke is the connection; else it is the file that is written.</summary>
    public static bool IsOfTheConnection(IOException exception) => exception is HttpIOException or { InnerException: System.Net.Sockets.SocketException };

    /// <summary>The answer ended before it was whole.</summary>
    public static OutgoingException CutOff(OutgoingRequest request, Exception? inner = null) => new(
        OutgoingFailure.CutOff, $"What {request.Service} sent was cut off before it was whole: the connection broke. Try again.", inner: inner);

    /// <summary>The answer is larger than is taken.</summary>
    public static OutgoingException TooLarge(OutgoingRequest request) => new(
        OutgoingFailure.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"What {request.Service} sent is larger than the {request.Largest / 1e6:0.#} MB that are taken. An administrator allows larger downloads with Outgoing:LargestDownload."));

    /// <summary>It sends us from address to address, or where we do not go.</summary>
    public static OutgoingException Astray(OutgoingRequest request, string why) => new(
        OutgoingFailure.Unexpected, $"{request.Service} sent this server {why}, and that was not followed. See whether {request.Setting} is right.");

    /// <summary>For an answer that is none of those wanted.</summary>
    public OutgoingException Of(OutgoingRequest request, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (answer.StatusCode == HttpStatusCode.TooManyRequests || (answer.StatusCode == HttpStatusCode.Forbidden && IsLimit(answer.Headers)))
        {
            return TooOften(request, Again(answer.Headers));
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new OutgoingException(OutgoingFailure.NotFound, $"{request.Service} does not have what was asked for."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired => new OutgoingException(
                OutgoingFailure.Forbidden,
                $"{request.Service} does not let this server in (it answered {status}). An administrator sees whether the server's token, if it has one, still holds, and whether a proxy is in the way (Outgoing:Proxy)."),
            >= HttpStatusCode.InternalServerError => new OutgoingException(
                OutgoingFailure.Failed, $"{request.Service} failed (it answered {status}). That is not this server's doing: try again later."),
            _ => new OutgoingException(OutgoingFailure.Unexpected, $"{request.Service} gave an answer that was not expected ({status}). See whether {request.Setting} is right.") { Status = status },
        };
    }

    private static OutgoingException Unreachable(OutgoingRequest request, Exception inner, string why, string todo) => new(
        OutgoingFailure.Unreachable, $"{request.Service} could not be reached: {why}. {todo}.", inner: inner);

    private OutgoingException TooOften(OutgoingRequest request, DateTimeOffset? again)
    {
        var advice = request.Setting == "Outgoing:GitHub" && request.Token is null ? " A token lets it ask more often (Outgoing:GitHubToken)." : "";
        var when = again is { } at
            ? string.Create(CultureInfo.InvariantCulture, $" It answers again at {at.UtcDateTime:HH:mm} UTC, {Away(at - time.GetUtcNow())}; until then this server does not ask.")
            : " It answers again after some time.";
        return new OutgoingException(OutgoingFailure.TooOften, $"{request.Service} has been asked too often from here.{when}{advice}", again);
    }

    private static string Away(TimeSpan left) => Math.Max(1, Math.Ceiling(left.TotalMinutes)) is var minutes && minutes < 2
        ? "in a minute"
        : string.Create(CultureInfo.InvariantCulture, $"in {minutes:0} minutes");

    /// <summary>GitHub refuses with 403 too, and says that nothing remains or when to come again.</summary>
    private static bool IsLimit(HttpResponseHeaders headers) => headers.RetryAfter is not null || First(headers, "X-RateLimit-Remaining") == "0";

    private DateTimeOffset? Again(HttpResponseHeaders headers)
    {
        if (headers.RetryAfter is { } after)
        {
            return after.Date ?? (after.Delta is { } delta ? time.GetUtcNow() + delta : null);
        }

        return long.TryParse(First(headers, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static string? First(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
