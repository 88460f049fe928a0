using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Virtool.Domain.Releases;

/// <summary>
/// The version of a release, ordered as Semantic Versioning 2.0.0 (semver.org, item 11) has it: by its three numbers, then a pre-release before
/// the release, then the pre-release's parts, numbers by value and before words. What follows a <c>+</c> does not count.
/// </summary>
public sealed partial class SemanticVersion : IComparable<SemanticVersion>, IEquatable<SemanticVersion>
{
    private readonly BigInteger[] _numbers;
    private readonly string[] _parts;

    private SemanticVersion(BigInteger[] numbers, string[] parts)
    {
        _numbers = numbers;
        _parts = parts;
    }

    /// <summary>It comes before the release whose numbers it has.</summary>
    public bool IsPreRelease => _parts.Length > 0;

    /// <summary>Reads <c>1.4.0</c>, <c>v1.4.0</c> or <c>1.4.0-rc.2+build</c>; <c>1.4</c> and <c>1</c> too, as tags have them, with zeros for what is missing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        if (text is null || text.Length > 256 || Form().Match(text.Trim()) is not { Success: true } match)
        {
            return false;
        }

        var numbers = new[] { match.Groups["major"], match.Groups["minor"], match.Groups["patch"] };
        var parts = match.Groups["pre"].Success ? match.Groups["pre"].Value.Split('.') : [];
        version = new SemanticVersion([.. numbers.Select(number => number.Success ? Number(number.Value) : BigInteger.Zero)], parts);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byNumbers = _numbers.Zip(other._numbers, (left, right) => left.CompareTo(right)).FirstOrDefault(order => order != 0);
        if (byNumbers != 0 || !(IsPreRelease || other.IsPreRelease))
        {
            return byNumbers;
        }

        if (IsPreRelease != other.IsPreRelease)
        {
            return IsPreRelease ? -1 : 1;
        }

        var byParts = _parts.Zip(other._parts, Compare).FirstOrDefault(order => order != 0);
        return byParts != 0 ? byParts : _parts.Length.CompareTo(other._parts.Length);
    }

    /// <inheritdoc />
    public bool Equals(SemanticVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SemanticVersion other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => string.Join('.', _numbers) + (IsPreRelease ? $"-{string.Join('.', _parts)}" : "");

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not newer.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not older.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Whether they stand at the same place in the order.</summary>
    public static bool operator ==(SemanticVersion? left, SemanticVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether one is newer.</summary>
    public static bool operator !=(SemanticVersion? left, SemanticVersion? right) => !(left == right);

    private static int Compare(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => Number(left).CompareTo(Number(right)),
        (true, false) => -1,
        (false, true) => 1,
        (false, false) => string.CompareOrdinal(left, right),
    };

    private static bool IsNumber(string part) => part.All(char.IsAsciiDigit);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[vV]?(?<major>[0-9]+)(\.(?<minor>[0-9]+)(\.(?<patch>[0-9]+))?)?(-(?<pre>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+[0-9A-Za-z.-]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
