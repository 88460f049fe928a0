using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Trimming;

/// <summary>Rules of trimming that need no database.</summary>
public static class TrimRules
{
    /// <summary>The tool.</summary>
    public const string Tool = "skewer";

    private const int ShortestSmall = 20;
    private const int LongestSmall = 22;

    /// <summary>
    /// What skewer is told of a sample. The shortest read that is kept follows from the longest one, as Virtool's later versions have it: of less than 80 bases 35, of less than
    /// 160 bases 100, else 160. Reads of 80 to 99 bases, of which that would leave none, are kept from 35 on; where none has 35, from 20 on. Of small RNA
    /// reads of 20 to 22 bases are wanted.
    /// </summary>
    public static TrimParameters ParametersOf(Sample sample)
    {
        var mode = sample.Paired ? "pe" : "any";
        if (sample.LibraryType == LibraryType.Srna)
        {
            return new TrimParameters(mode, ShortestSmall, LongestSmall);
        }

        return new TrimParameters(mode, sample.Library?.MaximumLength switch
        {
            null or < 35 => ShortestSmall,
            < 100 => 35,
            < 160 => 100,
            _ => 160,
        });
    }

    /// <summary>The options that skewer is called with, without threads and paths.</summary>
    public static IReadOnlyList<string> OptionsOf(TrimParameters parameters) =>
    [
        "-r", Text(parameters.MaxErrorRate),
        "-d", Text(parameters.MaxIndelRate),
        "-m", parameters.Mode,
        "-l", Text(parameters.MinLength),
        "-q", Text(parameters.EndQuality),
        "-Q", Text(parameters.MeanQuality),
        "-n",
        .. parameters.MaxLength is { } longest ? (string[])["-L", Text(longest), "-e"] : [],
    ];

    /// <summary>The id of the trimmed reads of a sample: the same for the same reads, program and parameters.</summary>
    public static string IdOf(Sample sample, string program, TrimParameters parameters)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new { sample.ReadsVersion, program, parameters }, Json.Stored);
        return $"{sample.Id}-{Convert.ToHexStringLower(SHA256.HashData(text))[..12]}";
    }

    /// <summary>The parameters by the names and in the words that Virtool keeps them in.</summary>
    public static IReadOnlyDictionary<string, string?> Named(this TrimParameters parameters) => new SortedDictionary<string, string?>(StringComparer.Ordinal)
    {
        ["end_quality"] = Text(parameters.EndQuality),
        ["max_error_rate"] = Text(parameters.MaxErrorRate),
        ["max_indel_rate"] = Text(parameters.MaxIndelRate),
        ["max_length"] = parameters.MaxLength is { } longest ? Text(longest) : null,
        ["mean_quality"] = Text(parameters.MeanQuality),
        ["min_length"] = Text(parameters.MinLength),
        ["mode"] = parameters.Mode,
    };

    /// <summary>Virtool's hash of the parameters: SHA-1 of them as Python writes JSON, with the names sorted.</summary>
    public static string HashOf(TrimParameters parameters)
    {
        var text = string.Join(", ", parameters.Named().Select(pair => $"\"{pair.Key}\": {(pair.Value is null ? "null" : $"\"{pair.Value}\"")}"));
#pragma warning disable CA5350 // It is no secret: other programs know the same parameters by it.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.ASCII.GetBytes($"{{{text}}}")));
#pragma warning restore CA5350
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
