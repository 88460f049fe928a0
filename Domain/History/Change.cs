using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.History;

/// <summary>One edit of a virus: what it was, who made it, and the difference that it made.</summary>
public sealed record Change : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "history";

    /// <summary>Its number among the changes of the reference, from 1. Those that an index took are at most <c>Reference.Built</c>.</summary>
    public int Number { get; init; }

    /// <summary>What was done.</summary>
    public ChangeMethod MethodName { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who.</summary>
    public required Link User { get; init; }

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>The virus, by the name that it had afterwards; where it was removed, before.</summary>
    public required Link Otu { get; init; }

    /// <summary>The version that the virus had afterwards; of a removal, the one that it would have had.</summary>
    public int OtuVersion { get; init; }

    /// <summary>The virus was there no more.</summary>
    public bool Removed => MethodName == ChangeMethod.Remove;

    /// <summary>From what was before to what was after. Where the virus came into being, none: what was after follows from the later changes.</summary>
    public IReadOnlyList<DiffStep> Diff { get; init; } = [];

    /// <summary>The id of a change: a virus has one of each version, and at most one removal.</summary>
    public static string IdOf(string otuId, int version, ChangeMethod method) =>
        method == ChangeMethod.Remove ? $"{otuId}.removed" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{otuId}.{version}");
}
