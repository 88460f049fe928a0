using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Data;

internal enum Colour
{
    DeepRed,
    Green,
}

internal sealed record Maker(string? Id, string? Name);

/// <summary>A document with a field of every kind.</summary>
internal sealed record Sheet : Document
{
    public string? Name { get; init; }

    public string? Search { get; init; }

    public string? Group { get; init; }

    public long Whole { get; init; }

    public double? Real { get; init; }

    public bool? Ready { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public Colour? Colour { get; init; }

    public Maker? Maker { get; init; }

    public IReadOnlyList<string?> Readers { get; init; } = [];

    public static CollectionDefinition Definition { get; } = new(
        "sheets",
        [
            Index<Sheet>.Unique(sheet => sheet.Group, sheet => sheet.Name),
            Index<Sheet>.On(sheet => sheet.Colour, sheet => sheet.CreatedAt),
            Index<Sheet>.On(sheet => sheet.Whole),
            Index<Sheet>.Elements(sheet => sheet.Readers),
            Index<Sheet>.Text(sheet => sheet.Search),
        ]);

    /// <summary>The same documents without any index but the id's.</summary>
    public static CollectionDefinition Bare { get; } = new("bare_sheets", []);
}
