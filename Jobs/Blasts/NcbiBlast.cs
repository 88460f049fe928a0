using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Virtool.Domain.Blasts;
using Virtool.Jobs.Outgoing;

namespace Virtool.Jobs.Blasts;

/// <summary>Searches at NCBI, by its "BLAST URL API": a sequence is put, its number asked after, and its report fetched.</summary>
/// <param name="client">The way out.</param>
/// <param name="options">Where NCBI is.</param>
internal sealed partial class NcbiBlast(OutgoingClient client, IOptions<BlastOptions> options)
{
    private const string Service = "NCBI";
    private const string Setting = "Blast:Address";

    /// <summary>A report with alignments of a large contig; far more than any has.</summary>
    private const long Largest = 64L << 20;

    /// <summary>Sends a sequence.</summary>
    /// <param name="sequence">Its nucleotides.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>NCBI's number of the search.</returns>
    /// <exception cref="BlastFailedException">NCBI does not take it.</exception>
    /// <exception cref="OutgoingException">NCBI could not be asked.</exception>
    public async Task<string> SendAsync(string sequence, CancellationToken cancellation)
    {
        var set = options.Value;
        var query = FormattableString.Invariant(
            $"CMD=Put&DATABASE={Uri.EscapeDataString(set.NcbiDatabase)}&PROGRAM=blastn&MEGABLAST=on&HITLIST_SIZE={set.Hits}&FILTER=mL&FORMAT_TYPE=JSON2&TOOL=virtool");
        var page = await TextAsync(Request(query) with { Form = [KeyValuePair.Create("QUERY", sequence)] }, cancellation);
        return Rid().Match(page) is { Success: true } found
            ? found.Groups["rid"].Value
            : throw new BlastFailedException(Why().Match(page) is { Success: true } why
                ? $"NCBI did not take the contig: {WebUtility.HtmlDecode(why.Groups["why"].Value).Trim().TrimEnd('.')}. See whether the contig is a sequence that BLAST can search for."
                : $"NCBI gave this search no number, and did not say why. Try again later; if it stays so, see whether {Setting} is the right address.");
    }

    /// <summary>Asks after a search.</summary>
    /// <exception cref="BlastFailedException">The answer says nothing of it.</exception>
    /// <exception cref="OutgoingException">NCBI could not be asked.</exception>
    public async Task<NcbiStatus> StatusAsync(string rid, CancellationToken cancellation)
    {
        var page = await TextAsync(Request($"CMD=Get&RID={Uri.EscapeDataString(rid)}&FORMAT_OBJECT=SearchInfo"), cancellation);
        return Status().Match(page).Groups["status"].Value.ToUpperInvariant() switch
        {
            "WAITING" => NcbiStatus.Waiting,
            "READY" => NcbiStatus.Ready,
            "FAILED" => NcbiStatus.Failed,
            "UNKNOWN" => NcbiStatus.Unknown,
            _ => throw Wrong("it does not say how the search stands"),
        };
    }

    /// <summary>Fetches the report of a search that is done.</summary>
    /// <exception cref="BlastFailedException">It cannot be read.</exception>
    /// <exception cref="OutgoingException">NCBI could not be asked.</exception>
    public async Task<BlastFound> ResultAsync(string rid, CancellationToken cancellation)
    {
        var answer = await client.GetAsync(Request($"CMD=Get&RID={Uri.EscapeDataString(rid)}&FORMAT_TYPE=JSON2&FORMAT_OBJECT=Alignment") with { Largest = Largest }, cancellation);
        try
        {
            return BlastReport.Read(answer.Body is [(byte)'P', (byte)'K', ..] ? await UnpackAsync(answer.Body, rid, cancellation) : answer.Body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw Wrong("it is no report of BLAST", exception);
        }
    }

    private static async Task<byte[]> UnpackAsync(byte[] zip, string rid, CancellationToken cancellation)
    {
        await using var archive = await ZipArchive.CreateAsync(new MemoryStream(zip), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellation);
        var entry = archive.GetEntry($"{rid}_1.json") ?? archive.Entries.FirstOrDefault(entry => entry.Name.EndsWith("_1.json", StringComparison.Ordinal)) ?? throw new InvalidDataException("The archive has no report.");
        if (entry.Length > Largest)
        {
            throw new InvalidDataException("The report is too large.");
        }

        await using var content = await entry.OpenAsync(cancellation);
        using var read = new MemoryStream();
        await content.CopyToAsync(read, cancellation);
        return read.ToArray();
    }

    private OutgoingRequest Request(string query) => new(Service, Setting, new Uri($"{options.Value.Address}?{query}"));

    private async Task<string> TextAsync(OutgoingRequest request, CancellationToken cancellation) => Encoding.UTF8.GetString((await client.GetAsync(request, cancellation)).Body);

    private static BlastFailedException Wrong(string what, Exception? inner = null) =>
        new($"What NCBI sent cannot be used: {what}. Search again; if it stays so, see whether {Setting} is the right address.", inner);

    [GeneratedRegex(@"QBlastInfoBegin\s+RID\s*=\s*(?<rid>[A-Za-z0-9-]{4,40})\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rid();

    [GeneratedRegex(@"Status\s*=\s*(?<status>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"Message ID#\d+ Error:(?<why>[^<]{1,300})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Why();
}
