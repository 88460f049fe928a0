using Microsoft.Extensions.Options;
using Virtool.Domain.Releases;

namespace Virtool.Jobs.Outgoing;

/// <summary>Checks the settings before the server starts.</summary>
internal sealed class OutgoingOptionsRules : IValidateOptions<OutgoingOptions>
{
    /// <summary>No proxy, whatever the environment says.</summary>
    public const string NoProxy = "none";

    public ValidateOptionsResult Validate(string? name, OutgoingOptions options)
    {
        var wrong = Problems(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(OutgoingOptions options)
    {
        if (options.Proxy is not ("" or NoProxy) && !IsAddress(options.Proxy))
        {
            yield return "Outgoing:Proxy is no address such as http://proxy.example.org:3128, and not none.";
        }

        if (!IsAddress(options.GitHub))
        {
            yield return "Outgoing:GitHub is no address such as https://api.github.com.";
        }

        if (!IsAddress(options.GenBank))
        {
            yield return "Outgoing:GenBank is no address such as https://eutils.ncbi.nlm.nih.gov/entrez/eutils.";
        }

        if (options.Software.Length > 0 && !ReleaseRules.IsSlug(options.Software))
        {
            yield return "Outgoing:Software names no repository such as owner/name.";
        }

        if (options.GitHubToken.Any(IsUnfit) || options.GenBankKey.Any(IsUnfit))
        {
            yield return "Outgoing:GitHubToken and Outgoing:GenBankKey are of visible ASCII letters, without spaces.";
        }

        if (options.Patience < TimeSpan.FromSeconds(1) || options.Patience > TimeSpan.FromHours(1))
        {
            yield return "Outgoing:Patience is a time from 00:00:01 to 01:00:00.";
        }

        if (options.Retries is < 0 or > 10 || options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromMinutes(1))
        {
            yield return "Outgoing:Retries is a number from 0 to 10, Outgoing:RetryDelay a time from 00:00:00 to 00:01:00.";
        }

        if (options.LargestDownload is < 1 or > 100_000)
        {
            yield return "Outgoing:LargestDownload is a number of megabytes from 1 to 100000.";
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") && address.Query.Length == 0;

    private static bool IsUnfit(char letter) => letter is <= ' ' or > '~';
}
