using Virtool.Domain.Files;
using Virtool.Files.Rules;

namespace Virtool.Files.Bulk;

/// <summary>Stored reads that no sample has taken, and how the rules of names pair them.</summary>
/// <param name="files">The files.</param>
/// <param name="imports">What they came by; a file that came by nothing is taken for one of its name.</param>
internal sealed class FreeReads(IReadOnlyList<StoredFile> files, IReadOnlyDictionary<string, Import> imports)
{
    private readonly Dictionary<string, StoredFile> _files = files.ToDictionary(file => file.Id, StringComparer.Ordinal);

    /// <summary>The files, oldest first.</summary>
    public IReadOnlyList<Import> All { get; } = [.. files.OrderBy(file => file.UploadedAt).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => ImportOf(file, imports))];

    /// <summary>What belongs together of some, by their names and their reads.</summary>
    public static IEnumerable<Pairing.Group> Group(IEnumerable<Import> some) => some
        .Where(import => !MateName.Parse(import.Name).IsIndex)
        .GroupBy(import => (import.FolderId, MateName.Parse(import.Name).Pair))
        .SelectMany(group => group.All(import => MateName.Parse(import.Name).Lane is null) ? Pairing.Find(group) : Pairing.Join([.. group]));

    /// <summary>The files of a group by mate, or of those that could not be paired each alone; with what is wrong.</summary>
    public IEnumerable<(IReadOnlyList<IReadOnlyList<StoredFile>> Mates, string? Problem)> Proposals(Pairing.Group group) => group switch
    {
        Pairing.Group.Whole whole => [(Files(whole.Mates), null)],
        Pairing.Group.Alone alone => [(Files([alone.Imports]), $"Its mate {Pairing.OtherName(alone.Imports[0])} is not among the files. Add it, or create a sample of one file.")],
        Pairing.Group.Held held => held.Imports.Select(import => (Files([[import]]), (string?)$"{Pairing.Name(import)} is named as a mate, but fits no other: the numbers or the names of their reads differ.")),
        _ => [],
    };

    /// <summary>The stored file of an import of <see cref="All"/>.</summary>
    public StoredFile FileOf(Import import) => _files[import.FileId!];

    private IReadOnlyList<IReadOnlyList<StoredFile>> Files(IReadOnlyList<IReadOnlyList<Import>> mates) =>
        [.. mates.Select(IReadOnlyList<StoredFile> (mate) => [.. mate.Select(FileOf)])];

    private static Import ImportOf(StoredFile file, IReadOnlyDictionary<string, Import> imports) =>
        file.ImportId is { } id && imports.TryGetValue(id, out var import)
            ? import with { FileId = file.Id }
            : new Import { Id = file.Id, FolderId = "", Name = file.Name, Identity = "", FileId = file.Id, ReadCount = file.ReadCount };
}
