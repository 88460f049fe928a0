using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Virtool.Bio;
using Virtool.Bio.GenBank;

namespace Virtool.Jobs.Outgoing.GenBank;

/// <summary>
/// Looks records up in GenBank by accession, with NCBI's program efetch (NCBI, "Entrez Programming Utilities Help", which also has the
/// requests a second that are answered: 3, with a key 10).
/// </summary>
public sealed partial class GenBankLookup
{
    private const string Service = "NCBI";
    private const string Setting = "Outgoing:GenBank";

    /// <summary>The longest genome of a virus that is known has 2.5 Mb; a record has about 1.3 bytes a base.</summary>
    private const long Largest = 32L << 20;

    private readonly OutgoingClient _client;
    private readonly OutgoingOptions _options;
    private readonly Pace _pace;

    /// <summary>The lookup.</summary>
    /// <param name="client">The way out.</param>
    /// <param name="options">Where NCBI is, and who asks.</param>
    /// <param name="time">The clock.</param>
    public GenBankLookup(OutgoingClient client, IOptions<OutgoingOptions> options, TimeProvider time)
    {
        (_client, _options) = (client, options.Value);
        _pace = new Pace(TimeSpan.FromSeconds(_options.GenBankKey.Length > 0 ? 0.1 : 0.34), time);
    }

    /// <summary>The record of an accession.</summary>
    /// <param name="accession"><c>NC_010319</c>, or with its version, <c>NC_010319.1</c>; white space around it does not count.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutgoingException">GenBank has no such record (<see cref="OutgoingFailure.NotFound"/>), or it could not be had.</exception>
    public async Task<GenBankRecord> GetAsync(string accession, CancellationToken cancellation = default)
    {
        var asked = accession.Trim();
        if (!Accession().IsMatch(asked))
        {
            throw new OutgoingException(OutgoingFailure.NotFound, "This is no accession. Give one as NC_010319 or NC_010319.1.");
        }

        await _pace.WaitAsync(cancellation);
        try
        {
            var answer = await _client.GetAsync(new OutgoingRequest(Service, Setting, Address(asked)) { Largest = Largest }, cancellation);
            return Read(asked, answer.Body);
        }
        // It answers 400 to what is no accession to it.
        catch (OutgoingException exception) when (exception.Failure == OutgoingFailure.NotFound || exception.Status == 400)
        {
            throw Unknown(asked, exception);
        }
    }

    private Uri Address(string accession)
    {
        var query = new StringBuilder("db=nuccore&rettype=gb&retmode=text&tool=virtool&id=").Append(Uri.EscapeDataString(accession));
        if (_options.GenBankEmail.Length > 0)
        {
            query.Append("&email=").Append(Uri.EscapeDataString(_options.GenBankEmail));
        }

        if (_options.GenBankKey.Length > 0)
        {
            query.Append("&api_key=").Append(Uri.EscapeDataString(_options.GenBankKey));
        }

        return new Uri($"{_options.GenBank.TrimEnd('/')}/efetch.fcgi?{query}");
    }

    private static GenBankRecord Read(string accession, byte[] body)
    {
        // For what it does not have, efetch answers 200 too: with nothing, or with a sentence.
        var start = Encoding.ASCII.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).Trim();
        if (start.Length == 0 || Nothing().IsMatch(start))
        {
            throw Unknown(accession);
        }

        try
        {
            using var reader = new GenBankReader(new MemoryStream(body));
            var record = reader.Read() ?? throw Unknown(accession);
            return IsThat(record, accession) ? record : throw Wrong($"it is the record {record.AccessionVersion}, and {accession} was asked for");
        }
        catch (InputException exception)
        {
            throw Wrong($"it is no whole GenBank record ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private static bool IsThat(GenBankRecord record, string accession) =>
        string.Equals(record.Version, accession, StringComparison.OrdinalIgnoreCase)
        || string.Equals(record.Accession, accession, StringComparison.OrdinalIgnoreCase)
        || string.Equals(record.Version.Split('.')[0], accession, StringComparison.OrdinalIgnoreCase);

    private static OutgoingException Unknown(string accession, Exception? inner = null) => new(
        OutgoingFailure.NotFound, $"GenBank has no nucleotide record {accession}. See whether it is written rightly, and whether it is the accession of a nucleotide sequence and not of a protein.", inner: inner);

    private static OutgoingException Wrong(string what, Exception? inner = null) => new(
        OutgoingFailure.Unexpected, $"What NCBI sent cannot be used: {what}. Try again; if it stays so, see whether {Setting} is the right address.", inner: inner);

    [GeneratedRegex(@"\A[A-Za-z]{1,6}_?[A-Za-z0-9]{2,14}(\.[0-9]{1,3})?\z")]
    private static partial Regex Accession();

    [GeneratedRegex(@"\A(Error|Supplied|Cannot|Nothing|Failed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();
}
