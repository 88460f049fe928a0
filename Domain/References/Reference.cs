using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>A set of OTUs.</summary>
public sealed record Reference : Document, IProtected
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Free text.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it is a set of: <c>virus</c>.</summary>
    public string Organism { get; init; } = "virus";

    /// <summary><c>genome</c> or <c>barcode</c>.</summary>
    public string DataType { get; init; } = "genome";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required Link User { get; init; }

    /// <summary>False while a task fills it for the first time: nobody edits, builds or clones it before it is whole.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>It is kept and can be read, but is neither edited nor built any more.</summary>
    public bool Archived { get; init; }

    /// <summary>The task that works on it now; nobody else changes it meanwhile. Null: none.</summary>
    public string? TaskId { get; init; }

    /// <summary>How many OTUs it has.</summary>
    public int OtuCount { get; init; }

    /// <summary>The number of its newest change, from 1; 0: none yet. Taken numbers are not given again.</summary>
    public int Changes { get; init; }

    /// <summary>The number of the newest change that an index took, ready or being built; later ones are unbuilt.</summary>
    public int Built { get; init; }

    /// <summary>The source types that isolates are offered, in lower case.</summary>
    public IReadOnlyList<string> SourceTypes { get; init; } = ReferenceRules.UsualSourceTypes;

    /// <summary>Isolates have one of <see cref="SourceTypes"/>, or <c>unknown</c>.</summary>
    public bool RestrictSourceTypes { get; init; }

    /// <summary>The OTU that every sample should show, since it is added to each; null: none.</summary>
    public Link? InternalControl { get; init; }

    /// <summary>What organisms are told apart by, where the data type is <c>barcode</c>.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>The reference that it is a copy of; null: none.</summary>
    public Link? ClonedFrom { get; init; }

    /// <summary>The file that it came from; null: none.</summary>
    public ImportedFrom? ImportedFrom { get; init; }

    /// <summary>Where it is kept in step with; null: nowhere.</summary>
    public Remote? Remote { get; init; }

    /// <summary>Name, organism and description, folded: what lists are searched by.</summary>
    public string Search { get; init; } = "";

    /// <summary>The newest index that is ready; null: it cannot be used for analyses yet.</summary>
    public IndexLink? LatestIndex { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<Access> Access { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
