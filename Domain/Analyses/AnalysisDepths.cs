using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses;

/// <summary>The full depth along the hits of analyses: for every base, where a result's curves are simplified.</summary>
/// <param name="data">Where they lie.</param>
public sealed class AnalysisDepths(DataFolder data)
{
    /// <summary>The depth of some sequences, by their ids; those that were not hit are left out.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="ids">The sequences.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">The analysis has no such file: it is not ready, or its files were removed.</exception>
    public async Task<IReadOnlyDictionary<string, SequenceDepth>> OfAsync(Analysis analysis, IReadOnlySet<string> ids, CancellationToken cancellation = default) =>
        await DepthFile.FindAsync(PathOf(analysis), ids, cancellation);

    /// <summary>The depths of all hits, one by one.</summary>
    /// <inheritdoc cref="OfAsync"/>
    public IAsyncEnumerable<(string Id, SequenceDepth Depth)> AllAsync(Analysis analysis, CancellationToken cancellation = default) => DepthFile.ReadAsync(PathOf(analysis), cancellation);

    private string PathOf(Analysis analysis) =>
        AnalysisFiles.Path(data, analysis, AnalysisFiles.Depth) is var path && File.Exists(path)
            ? path
            : throw new NotFoundException(analysis.State == AnalysisState.Ready ? "The files of this analysis are not there any more. Make it again." : "The analysis is not ready.");
}
