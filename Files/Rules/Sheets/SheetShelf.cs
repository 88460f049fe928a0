using System.Collections.Concurrent;
using System.Text;

namespace Virtool.Files.Rules.Sheets;

/// <summary>The sheets that lie in folders; each is read once, until it changes.</summary>
internal sealed class SheetShelf
{
    // More than 20,000 rows.
    private const long Largest = 4 * 1024 * 1024;
    private const int MostKept = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly EnumerationOptions Options = new() { MatchCasing = MatchCasing.CaseInsensitive };

    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Written), SampleSheet?> _read = new();

    /// <summary>The sheets in a folder, not in those below it, by name; with the time at which each was last written.</summary>
    public IReadOnlyList<(SampleSheet Sheet, DateTimeOffset WrittenAt)> In(string folder)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFiles("*.csv", Options)
                    .Where(file => file.Name[0] != '.' && file.LinkTarget is null)
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => (Sheet: Of(file), WrittenAt: new DateTimeOffset(file.LastWriteTimeUtc)))
                    .Where(one => one.Sheet is not null)
                    .Select(one => (one.Sheet!, one.WrittenAt)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that went has no sheets.
            return [];
        }
    }

    private SampleSheet? Of(FileInfo file)
    {
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (_read.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_read.Count >= MostKept)
        {
            _read.Clear();
        }

        try
        {
            return _read[key] = file.Length > Largest ? null : SheetReader.Read(file.Name, Text(File.ReadAllBytes(file.FullName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return SheetReader.Unreadable(file.Name, $"{exception.Message.TrimEnd('.')}. See to its rights");
        }
    }

    /// <summary>The text of a sheet: spreadsheet programs write UTF-8, or the code page of old.</summary>
    public static string Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n");
        }
    }
}
