using System.Globalization;

namespace Virtool.Files.Rules.Sheets;

/// <summary>A mistake in a sheet.</summary>
/// <param name="Line">The line, from 1; null where it is of the whole sheet.</param>
/// <param name="Column">The column; null where it is of the whole row.</param>
/// <param name="Text">What is wrong, and what to do: sentences.</param>
internal sealed record SheetMistake(int? Line, string? Column, string Text)
{
    public override string ToString() => (Line, Column) switch
    {
        (null, _) => Text,
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"row {Line}: {Text}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"row {Line}, column {Column}: {Text}"),
    };
}
