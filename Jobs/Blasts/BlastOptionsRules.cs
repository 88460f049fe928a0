using Microsoft.Extensions.Options;
using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>Checks the settings before the server starts.</summary>
internal sealed class BlastOptionsRules : IValidateOptions<BlastOptions>
{
    public ValidateOptionsResult Validate(string? name, BlastOptions options)
    {
        var wrong = Problems(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(BlastOptions options)
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
        {
            yield return "Blast:Address is no address such as https://blast.ncbi.nlm.nih.gov/Blast.cgi.";
        }

        if (options.NcbiDatabase.Trim().Length == 0)
        {
            yield return "Blast:NcbiDatabase is empty. Name a database of NCBI, such as nr.";
        }

        if (options.Database.Length > 0 && !Path.IsPathRooted(options.Database))
        {
            yield return "Blast:Database is a whole path, such as /srv/blast/viruses: that of the database without the endings of its files.";
        }

        if (options.Hits is < 1 or > 100)
        {
            yield return "Blast:Hits is a number from 1 to 100.";
        }

        if (options.FirstPause is < 0 or > 600 || options.LongerBy is < 0 or > 600)
        {
            yield return "Blast:FirstPause and Blast:LongerBy are seconds, from 0 to 600.";
        }

        if (options.MostHours is < 1 or > 36)
        {
            yield return "Blast:MostHours is a number from 1 to 36.";
        }
    }
}
