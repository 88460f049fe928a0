using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Trash;
using Virtool.Files.Watching;

namespace Virtool.Files.Syncing;

/// <summary>What the files directory and the collection have that the other has not, at one look.</summary>
/// <param name="Missing">Documents whose file is not there.</param>
/// <param name="Strangers">Files without a document; null for what is no regular file.</param>
/// <param name="Expired">Documents whose time is over.</param>
/// <param name="NextExpiry">When the next one's is.</param>
/// <param name="Documents">How many documents there are.</param>
/// <param name="Files">How many files there are.</param>
internal sealed record DirectoryLook(
    IReadOnlyList<StoredFile> Missing,
    IReadOnlyDictionary<string, FileIdentity?> Strangers,
    IReadOnlyList<StoredFile> Expired,
    DateTimeOffset? NextExpiry,
    int Documents,
    int Files)
{
    /// <summary>Looks. What a job has reserved it moves as it likes; what an import or the trash is moving is left out.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static async Task<DirectoryLook> TakeAsync(
        DataFolder data, Collection<StoredFile> files, Collection<Import> imports, Collection<TrashItem> trash, DateTimeOffset now, CancellationToken cancellation)
    {
        // The folder first: a file that comes after this is not yet seen, and its document, which comes later still, is taken for one that lost it only until the next look.
        var names = Directory.EnumerateFileSystemEntries(data.Files).Select(path => Path.GetFileName(path)).Where(IsMeant).ToHashSet(StringComparer.Ordinal);
        var documents = await files.FindAsync(Filter.All, cancellation);
        var known = documents.Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var strangers = names.Where(name => !known.Contains(name)).ToHashSet(StringComparer.Ordinal);
        if (strangers.Count > 0)
        {
            strangers.ExceptWith(await MovingAsync(imports, trash, cancellation));
        }

        return new DirectoryLook(
            [.. documents.Where(file => file is { Ready: true, Reserved: false } && !names.Contains(file.Id))],
            strangers.ToDictionary(name => name, name => Identity(Path.Combine(data.Files, name)), StringComparer.Ordinal),
            [.. documents.Where(file => !file.Reserved && file.ExpiresAt <= now)],
            documents.Where(file => file.ExpiresAt > now).Min(file => file.ExpiresAt),
            documents.Count,
            names.Count);
    }

    /// <summary>Whether a name is one that the server gives: 8 characters of <c>0-9a-z</c>. Files that people put there have endings, by which it is told what they are.</summary>
    public static bool IsOurs(string name) => name.Length == 8 && name.All(character => char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character));

    private static bool IsMeant(string name) => !FileNames.IsTemporary(name);

    private static async Task<IReadOnlyList<string>> MovingAsync(Collection<Import> imports, Collection<TrashItem> trash, CancellationToken cancellation)
    {
        var arriving = await imports.FindAsync(Where<Import>.Is(import => import.State, ImportState.Verifying), cancellation);
        var moving = await trash.FindAsync(Where<TrashItem>.IsNot(item => item.State, TrashState.Held), cancellation);
        return [.. arriving.Select(import => import.FileId).OfType<string>(), .. moving.SelectMany(item => new[] { item.From, item.BackTo }).OfType<string>().Select(path => Path.GetFileName(path))];
    }

    private static FileIdentity? Identity(string path)
    {
        try
        {
            return FileIdentity.Of(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
