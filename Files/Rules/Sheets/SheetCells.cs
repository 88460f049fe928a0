using System.Globalization;
using Virtool.Domain.Samples;

namespace Virtool.Files.Rules.Sheets;

/// <summary>Cells of a sheet that are more than a text.</summary>
internal static class SheetCells
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "d.M.yyyy"];

    /// <summary>A day; null where the cell is empty, or is none.</summary>
    public static DateOnly? Date(string cell, int line, List<SheetMistake> mistakes)
    {
        if (cell.Length == 0 || DateOnly.TryParseExact(cell, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return cell.Length == 0 ? null : DateOnly.ParseExact(cell, Dates, CultureInfo.InvariantCulture);
        }

        mistakes.Add(new SheetMistake(line, "collected", $"\"{cell}\" is no day. Write it as 2026-05-31."));
        return null;
    }

    /// <summary>Notes of a length that samples take.</summary>
    public static string Notes(string cell, int line, List<SheetMistake> mistakes)
    {
        if (cell.Length > SampleRules.LongestNotes)
        {
            mistakes.Add(new SheetMistake(line, "notes", string.Create(CultureInfo.InvariantCulture, $"they are longer than {SampleRules.LongestNotes:N0} characters. Shorten them.")));
        }

        return cell;
    }

    /// <summary>Which control a sample is; null where it is none, or the cell says something else.</summary>
    public static SampleControl? Control(string cell, string virus, int line, List<SheetMistake> mistakes)
    {
        switch (cell.ToLowerInvariant())
        {
            case "" or "none" or "no" or "-":
                return null;
            case "negative" or "neg":
                return new SampleControl(ControlKind.Negative);
            case "positive" or "pos" when virus.Length > 0:
                return new SampleControl(ControlKind.Positive, virus);
            case "positive" or "pos":
                mistakes.Add(new SheetMistake(line, "virus", "it is empty, though the sample is a positive control. Name the virus that it holds."));
                return null;
            default:
                mistakes.Add(new SheetMistake(line, "control", $"\"{cell}\" is not known. Write none, positive or negative."));
                return null;
        }
    }
}
