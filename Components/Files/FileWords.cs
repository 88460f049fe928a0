using Virtool.Components.Look;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;

namespace Virtool.Components.Files;

/// <summary>What is said of files and folders.</summary>
public static class FileWords
{
    /// <summary>What a file is for.</summary>
    public static string Use(FileType type) => type switch
    {
        FileType.Reads => "reads",
        FileType.Reference => "reference",
        FileType.Hmm => "profiles",
        FileType.Subtraction => "genome of a host",
        FileType.SampleReplacement => "reads to replace others",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>What a stored file is for, and whether something has taken it.</summary>
    public static string Use(StoredFile file) => file.Reserved ? $"{Use(file.Type)}, being taken" : Use(file.Type);

    /// <summary>What is taken from a folder.</summary>
    public static string Takes(IReadOnlyList<FileType> types) => Words.Title(string.Join(", ", types.Select(type => type == FileType.Subtraction ? "genomes of hosts" : Use(type))));

    /// <summary>What becomes of originals.</summary>
    public static string Fate(OriginalFate fate) => fate switch
    {
        OriginalFate.Leave => "stay where they are",
        OriginalFate.Move => "are moved to imported/",
        OriginalFate.Delete => "are deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };

    /// <summary>How a folder is watched.</summary>
    public static StateKind StateOf(WatchedFolder folder) => folder switch
    {
        { Enabled: false } => StateKind.Cancelled,
        { State: FolderState.Broken } => StateKind.Failed,
        { Problem: not null } => StateKind.Doubtful,
        { State: FolderState.Off } => StateKind.Waiting,
        _ => StateKind.Complete,
    };

    /// <summary>The word for it.</summary>
    public static string WordOf(WatchedFolder folder) => folder switch
    {
        { Enabled: false } => "switched off",
        { State: FolderState.Broken } => "not watched",
        { State: FolderState.Off } => "not looked at yet",
        { State: FolderState.Polling } => "looked through regularly",
        _ => "watched",
    };

    /// <summary>Why a file is as it is, where its name stands beside it: without the name that the sentence begins with.</summary>
    public static string? Why(Import import)
    {
        var name = import.Name[(import.Name.LastIndexOf('/') + 1)..];
        return import.Reason?.StartsWith(name + " ", StringComparison.Ordinal) == true ? import.Reason[(name.Length + 1)..] : import.Reason;
    }

    /// <summary>Where a file breaks; null where that is not known.</summary>
    public static string? Break(Import import) => import switch
    {
        { BrokenLine: { } line, BrokenByte: { } at } => $"line {Words.Number(line)}, byte {Words.Number(at)}",
        { BrokenLine: { } line } => $"line {Words.Number(line)}",
        { BrokenByte: { } at } => $"byte {Words.Number(at)}",
        _ => null,
    };
}
