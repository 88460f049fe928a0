namespace Virtool.Domain.References;

/// <summary>What a reference is to be made of: a stored file, or a file of the task's own, which goes with the task.</summary>
/// <param name="FileName">What people call the file.</param>
public sealed record ReferenceImport(string FileName)
{
    /// <summary>The stored file; null: the file is the task's own, see <c>DataFolder.TaskFile</c>.</summary>
    public string? FileId { get; init; }

    /// <summary>Of FASTA: which part of the headers is what, as <c>{accession}|{otu}|{isolate}|{segment}</c>; null: it is no FASTA.</summary>
    public string? Headers { get; init; }

    /// <summary>An index is built as soon as it is whole.</summary>
    public bool Build { get; init; }
}
