using System.Globalization;
using Virtool.Data.Documents;

namespace Virtool.Benchmarks.Store;

/// <summary>A document about as large as a sample's.</summary>
internal sealed record Specimen : Document
{
    private const int Owners = 20;
    private const int OneIn = 100;

    /// <summary>Who may see one document of 100, of each owner's alike.</summary>
    public const string FewReader = "user:few";

    /// <summary>A group that may see every document.</summary>
    public const string AllGroup = "lab";

    /// <summary>Who made it: one of 20, filtered by.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was made: all different, sorted by.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its number in words, searched by.</summary>
    public required string Search { get; init; }

    /// <summary>Who may see it: its owner, the group, and now and then one more.</summary>
    public required IReadOnlyList<string> Readers { get; init; }

    /// <summary>What makes up the rest of a document.</summary>
    public string Notes { get; init; } = "Extracted from a pool of 30 honey bees of one hive; total RNA, ribosomal RNA depleted, paired reads of 150 bases.";

    /// <summary>The specimen of a number: the same in every engine.</summary>
    public static Specimen Of(int number) => new()
    {
        Id = IdOf(number),
        Owner = OwnerOf(number),
        CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        Search = string.Create(CultureInfo.InvariantCulture, $"vt-{number:00000000} apis mellifera"),
        Readers = ReadersOf(number),
    };

    /// <summary>Whether both are the same document with the same content.</summary>
    public bool Equals(Specimen? other) => other is not null && (Id, Revision, Owner, CreatedAt, Search, Notes) == (other.Id, other.Revision, other.Owner, other.CreatedAt, other.Search, other.Notes);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Revision);

    /// <summary>The id of the specimen of a number.</summary>
    public static string IdOf(int number) => number.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The owner of the specimen of a number.</summary>
    public static string OwnerOf(int number) => string.Create(CultureInfo.InvariantCulture, $"owner{number % Owners:00}");

    private static string[] ReadersOf(int number)
    {
        string[] readers = ["group:" + AllGroup, "user:" + OwnerOf(number)];
        return number / Owners % OneIn == 0 ? [.. readers, FewReader] : readers;
    }
}
