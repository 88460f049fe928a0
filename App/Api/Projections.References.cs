using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.App.Api;

/// <summary>References and what is in them.</summary>
internal static partial class Projections
{
    /// <summary>A change of a virus, without the difference.</summary>
    public static object Of(Change change) => new
    {
        change.Id,
        change.Number,
        change.MethodName,
        change.Description,
        change.CreatedAt,
        Otu = new { change.Otu.Id, change.Otu.Name, Version = change.Removed ? (object)"removed" : change.OtuVersion },
        Reference = Stubs.Id(change.ReferenceId),
        User = Stubs.User(change.User),
    };

    /// <summary>An index, without the versions that are in it.</summary>
    public static object Of(ReferenceIndex index) => new
    {
        index.Id,
        index.Version,
        index.CreatedAt,
        index.Reference,
        User = Stubs.User(index.User),
        Job = Stubs.Id(index.JobId),
        index.Ready,
        index.HasFiles,
        index.ChangeCount,
        index.ModifiedOtuCount,
        index.OtuCount,
    };

    /// <summary>A virus, without its isolates.</summary>
    public static object Of(Otu otu) => new { otu.Id, otu.Abbreviation, otu.Name, otu.Reference, otu.Verified, otu.Version };

    /// <summary>A reference.</summary>
    public static object Of(Reference reference) => new
    {
        reference.Id,
        reference.Name,
        reference.Organism,
        reference.DataType,
        reference.CreatedAt,
        User = Stubs.User(reference.User),
        LatestBuild = reference.LatestIndex,
        reference.Ready,
        reference.Archived,
        reference.OtuCount,
        reference.InternalControl,
        reference.ClonedFrom,
        reference.ImportedFrom,
        RemotesFrom = reference.Remote is { } remote ? new { remote.Slug } : null,
        Process = Stubs.Id(reference.TaskId),
    };

    /// <summary>A sequence, without its nucleotides.</summary>
    public static object Of(Sequence sequence) => new
    {
        sequence.Id,
        sequence.Accession,
        sequence.Definition,
        sequence.Host,
        sequence.Segment,
        sequence.OtuId,
        sequence.IsolateId,
        Reference = Stubs.Id(sequence.ReferenceId),
    };
}
