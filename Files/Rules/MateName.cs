using System.Text.RegularExpressions;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>What a file's name says of mates and of its sample.</summary>
/// <param name="Sample">The name of the sample: without ending, mate and Illumina's sample and lane numbers.</param>
/// <param name="Mate">1 or 2; 0 where the name is not that of a mate.</param>
/// <param name="Pair">The same for both mates, and for nothing else of the folder; the name itself where it is not that of a mate.</param>
/// <param name="Other">The other mate's name without its ending; null where there is none.</param>
public sealed partial record MateName(string Sample, int Mate, string Pair, string? Other)
{
    /// <summary>Takes a name below a watched folder apart: <c>_R1 _R2</c> (also with <c>_001</c>), <c>_1 _2</c>, <c>.1 .2</c> at its end tell mates.</summary>
    /// <param name="name">As imports have it, with <c>/</c>.</param>
    public static MateName Parse(string name)
    {
        var folder = name[..(name.LastIndexOf('/') + 1)];
        var stem = ReadsName.WithoutEnding(ReadsName.Last(name));
        if (Mates().Match(stem) is not { Success: true } match)
        {
            return new MateName(SampleOf(stem), 0, name, null);
        }

        var digit = match.Groups["mate"];
        var mate = digit.Value[0] - '0';
        var before = stem[..digit.Index];
        var after = stem[(digit.Index + 1)..];
        return new MateName(SampleOf(stem[..match.Index]), mate, $"{folder}{before}*{after}", $"{before}{3 - mate}{after}");
    }

    private static string SampleOf(string stem)
    {
        var match = Illumina().Match(stem);
        return match is { Success: true, Index: > 0 } ? stem[..match.Index] : stem;
    }

    [GeneratedRegex(@"(?<=.)(?:_[Rr](?<mate>[12])(?:_001)?|_(?<mate>[12])|\.(?<mate>[12]))$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mates();

    [GeneratedRegex(@"_S[0-9]+(_L[0-9]{3})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Illumina();
}
