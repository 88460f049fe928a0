using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Trash;

/// <summary>What is to go to the trash.</summary>
/// <param name="Path">The file or folder, in the data folder. It may be missing: then the documents go alone.</param>
/// <param name="Name">What people call it, safe to show.</param>
/// <param name="Kind">What it is: "reads", "folder of a sample".</param>
/// <param name="Why">Why it is removed: a sentence.</param>
public sealed record TrashOrder(string Path, string Name, string Kind, string Why)
{
    /// <summary>Where it is brought back to, in the data folder, if that is another place; null: to where it lay.</summary>
    public string? BackTo { get; init; }

    /// <summary>Who removes it; null: the server.</summary>
    public Link? By { get; init; }

    /// <summary>Whose it is; null: nobody's, as what came by a watched folder.</summary>
    public Link? Owner { get; init; }

    /// <summary>The documents that go with it, and that come back with it.</summary>
    public IReadOnlyList<TrashDocument> Documents { get; init; } = [];

    /// <summary>Who may see it there, beside administrators: who removed it, and whose it is.</summary>
    public IReadOnlyList<string> Readers => [.. new[] { By, Owner }.OfType<Link>().Select(link => Principals.User(link.Id)).Distinct(StringComparer.Ordinal)];

    /// <summary>What else is written in the same batch; it is not undone when the rest is brought back.</summary>
    public IReadOnlyList<Write> Also { get; init; } = [];
}
