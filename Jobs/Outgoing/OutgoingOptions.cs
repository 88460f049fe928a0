namespace Virtool.Jobs.Outgoing;

/// <summary>What the server may ask of others, and where: <c>Outgoing</c> in appsettings.json.</summary>
public sealed record OutgoingOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Outgoing";

    /// <summary>False: nothing is asked of anyone, as in a lab without a way to the internet.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The proxy that all requests take: an address, as <c>http://proxy.example.org:3128</c>; <c>none</c> for no proxy; empty for what the
    /// environment says (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).
    /// </summary>
    public string Proxy { get; init; } = "";

    /// <summary>GitHub's API, or that of a GitHub Enterprise server.</summary>
    public string GitHub { get; init; } = "https://api.github.com";

    /// <summary>A token for GitHub: with one it answers 5,000 requests an hour, without one 60. Empty: none. It goes to <see cref="GitHub"/> alone.</summary>
    public string GitHubToken { get; init; } = "";

    /// <summary>The repository of this software's own releases, <c>owner/name</c>; empty: new releases are not looked for.</summary>
    public string Software { get; init; } = "";

    /// <summary>NCBI's E-utilities, without the name of a program.</summary>
    public string GenBank { get; init; } = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils";

    /// <summary>An API key of NCBI: with one it answers 10 requests a second, without one 3. Empty: none.</summary>
    public string GenBankKey { get; init; } = "";

    /// <summary>Whom NCBI writes to when this server asks too much; empty: nobody.</summary>
    public string GenBankEmail { get; init; } = "";

    /// <summary>How long an answer may take; of a download, how long nothing may come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is made again that failed for a reason that passes.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>What is waited before the first time; twice as long before each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How large a file may be that is downloaded, in megabytes (10^6 bytes).</summary>
    public int LargestDownload { get; init; } = 1000;
}
