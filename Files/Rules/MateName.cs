using System.Globalization;
using System.Text.RegularExpressions;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>What a file's name says of mates, of lanes and of its sample.</summary>
/// <param name="Sample">The name of the sample: without ending, mate and Illumina's sample and lane numbers.</param>
/// <param name="Stem">What a pattern of names is held against: the name without ending, mate and lane.</param>
/// <param name="Mate">1 or 2; 0 where the name is not that of a mate.</param>
/// <param name="Lane">The lane; null where the name has none.</param>
/// <param name="Pair">The same for both mates and all lanes, and for nothing else of the folder; the name itself where it has neither.</param>
/// <param name="Other">The other mate's name without its ending; null where there is none.</param>
/// <param name="IsIndex">It holds the index reads of a run (<c>_I1</c>, <c>_I2</c>), of which no sample is made.</param>
public sealed partial record MateName(string Sample, string Stem, int Mate, int? Lane, string Pair, string? Other, bool IsIndex)
{
    /// <summary>
    /// Takes a name below a watched folder apart. Mates are told by <c>_R1 .R1 _1 .1</c> at its end, also with Illumina's <c>_001</c> and with
    /// what programs that clean reads put there (<c>.1.trimmed</c>, <c>_R1_paired</c>). Lanes are told by <c>_L001</c> to <c>_L008</c> beside a
    /// mate or behind Illumina's number of the sample (<c>_S1</c>): elsewhere it may be what a lab calls its samples. A bare L or R tells
    /// nothing: it is left or right no more often than a name's own letter.
    /// </summary>
    /// <param name="name">As imports have it, with <c>/</c>.</param>
    public static MateName Parse(string name)
    {
        var folder = name[..(name.LastIndexOf('/') + 1)];
        var whole = ReadsName.WithoutEnding(ReadsName.Last(name));
        var mates = Mates().Match(whole);
        var before = mates.Success ? whole[..mates.Index] : whole;
        var lane = LaneIn(before, mates.Success);
        var stem = lane is null ? before : Lanes().Replace(before, "", 1);
        var parsed = new MateName(SampleOf(stem), stem, 0, lane, name, null, Indexes().IsMatch(whole));
        var group = lane is null ? before : Lanes().Replace(before, "_L*", 1);
        if (!mates.Success)
        {
            return lane is null ? parsed : parsed with { Pair = folder + group };
        }

        var digit = mates.Groups["mate"];
        var mate = digit.Value[0] - '0';
        var after = whole[(digit.Index + 1)..];
        return parsed with
        {
            Mate = mate,
            Pair = $"{folder}{group}{whole[mates.Index..digit.Index]}*{after}",
            Other = $"{whole[..digit.Index]}{3 - mate}{after}",
        };
    }

    private static int? LaneIn(string text, bool isMate) =>
        Lanes().Match(text) is { Success: true } lane && (isMate || Illumina().IsMatch(text[..lane.Index]))
            ? int.Parse(lane.Groups["lane"].Value, CultureInfo.InvariantCulture)
            : null;

    private static string SampleOf(string stem)
    {
        var match = Illumina().Match(stem);
        return match is { Success: true, Index: > 0 } ? stem[..match.Index] : stem;
    }

    [GeneratedRegex(@"(?<=.)(?:[_.]R(?<mate>[12])(?:_001)?|[_.](?<mate>[12]))(?:[._](?:trimmed|trim|cleaned|clean|filtered|paired|dedup))*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mates();

    [GeneratedRegex(@"(?<=.)_L(?<lane>00[1-8])(?=_|$)", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lanes();

    [GeneratedRegex(@"_S[0-9]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Illumina();

    [GeneratedRegex(@"(?<=.)_I[12]_001$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indexes();
}
