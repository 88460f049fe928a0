using System.Globalization;
using Virtool.Data.Documents;

namespace Virtool.Benchmarks.Store;

/// <summary>A document about as large as a sample's.</summary>
internal sealed record Specimen : Document
{
    private const int Owners = 20;

    /// <summary>Who made it: one of 20, filtered by.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was made: all different, sorted by.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its number in words, searched by.</summary>
    public required string Search { get; init; }

    /// <summary>What makes up the rest of a document.</summary>
    public string Notes { get; init; } = "Extracted from a pool of 30 honey bees of one hive; total RNA, ribosomal RNA depleted, paired reads of 150 bases.";

    /// <summary>The specimen of a number: the same in every engine.</summary>
    public static Specimen Of(int number) => new()
    {
        Id = IdOf(number),
        Owner = OwnerOf(number),
        CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        Search = string.Create(CultureInfo.InvariantCulture, $"vt-{number:00000000} apis mellifera"),
    };

    /// <summary>The id of the specimen of a number.</summary>
    public static string IdOf(int number) => number.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The owner of the specimen of a number.</summary>
    public static string OwnerOf(int number) => string.Create(CultureInfo.InvariantCulture, $"owner{number % Owners:00}");
}
