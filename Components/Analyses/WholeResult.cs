using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Components.Analyses;

/// <summary>A result that may be too large for a document, and is then read from its file: once, not with each rendering.</summary>
/// <typeparam name="T">The stored result.</typeparam>
/// <param name="what">What it has: "hits", "contigs".</param>
internal sealed class WholeResult<T>(string what)
    where T : Document
{
    /// <summary>All of it; null: there is none, or it cannot be read.</summary>
    public T? Whole { get; private set; }

    /// <summary>Why it cannot be read, a sentence; null: it can.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>Reads it, where it is not the one that was read last.</summary>
    /// <param name="stored">As it is stored; null: there is none.</param>
    /// <param name="read">Reads all of a stored one.</param>
    public async Task ReadAsync(T? stored, Func<T, Task<T>> read)
    {
        if (stored is null)
        {
            Whole = null;
            return;
        }

        if (Whole is not null && (Whole.Id, Whole.Revision) == (stored.Id, stored.Revision))
        {
            return;
        }

        try
        {
            (Whole, Unreadable) = (await read(stored), null);
        }
        catch (Exception exception) when (exception is IOException or JsonException or InvalidDataException)
        {
            Whole = null;
            Unreadable = $"The {what} of this analysis cannot be read from its folder: the disk may not be mounted, or the file is damaged. Look at Files, Check; then start the analysis again.";
        }
    }
}
