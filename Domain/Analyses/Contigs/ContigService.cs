using System.IO.Compression;
using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>What NuVs analyses found.</summary>
/// <param name="results">Their contigs.</param>
/// <param name="hmms">The annotations of profiles.</param>
/// <param name="data">Where contigs lie that are too large for a document.</param>
public sealed class ContigService(Collection<NuvsResult> results, Collection<Hmm> hmms, DataFolder data)
{
    private const int ProfilesAtOnce = 200;

    /// <summary>The contigs of an analysis, however many; null until it is ready. They never change then.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">They are too large for a document, and their file cannot be read.</exception>
    public async Task<NuvsResult?> ResultAsync(Analysis analysis, CancellationToken cancellation = default) =>
        await results.GetAsync(analysis.Id, cancellation) is { } result ? await WholeAsync(analysis, result, cancellation) : null;

    /// <summary>The contigs of an analysis that the viewer may see, as they are stored: see <see cref="WholeAsync"/>.</summary>
    public Query<NuvsResult> ResultOf(Analysis analysis) => Query<NuvsResult>.ById(analysis.Id);

    /// <summary>All contigs of a stored result: itself, or what its file has where it is too large for a document.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<NuvsResult> WholeAsync(Analysis analysis, NuvsResult stored, CancellationToken cancellation = default) => stored.InFile
        ? await ReadAsync(AnalysisFiles.Path(data, analysis, ContigFiles.Result), cancellation) with { Revision = stored.Revision }
        : stored;

    /// <summary>The profiles that reading frames of a whole result match, by the ids of their annotations; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, ContigProfile>> ProfilesAsync(NuvsResult result, CancellationToken cancellation = default)
    {
        var ids = result.Contigs.SelectMany(contig => contig.Orfs).SelectMany(orf => orf.Hits).Select(hit => hit.HmmId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal);
        var profiles = new Dictionary<string, ContigProfile>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(ProfilesAtOnce))
        {
            foreach (var hmm in await hmms.FindAsync(Where<Hmm>.IsIn(hmm => hmm.Id, some), cancellation))
            {
                profiles[hmm.Id] = new ContigProfile(hmm.Id, hmm.Cluster, hmm.Names, hmm.Families, hmm.Hidden);
            }
        }

        return profiles;
    }

    /// <summary>A contig of an analysis.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="index">The contig's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">It is no analysis by NuVs, or it is not ready.</exception>
    /// <exception cref="NotFoundException">It has no such contig.</exception>
    public async Task<Contig> GetAsync(Analysis analysis, int index, CancellationToken cancellation = default) =>
        (await DemandAsync(analysis, cancellation)).Contigs.FirstOrDefault(contig => contig.Index == index)
        ?? throw new NotFoundException("The analysis has no such sequence.");

    /// <summary>The contigs of an analysis by NuVs that is ready.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">It is no analysis by NuVs, or it is not ready.</exception>
    public async Task<NuvsResult> DemandAsync(Analysis analysis, CancellationToken cancellation = default)
    {
        if (analysis.Workflow != AnalysisService.Nuvs)
        {
            throw new RefusedException("Only analyses by NuVs have contigs. This one was made by another workflow.");
        }

        return await ResultAsync(analysis, cancellation) ?? throw new RefusedException("The analysis is not ready, so it has no contigs.");
    }

    /// <summary>What writes contigs of a whole result as FASTA.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="result">Its contigs.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ContigFasta> FastaAsync(Analysis analysis, NuvsResult result, CancellationToken cancellation = default) =>
        new(analysis, await ProfilesAsync(result, cancellation));

    /// <summary>The path of a file that is kept of an analysis by NuVs.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="name">One of <see cref="ContigFiles"/>.</param>
    /// <exception cref="NotFoundException">There is none: it is no analysis by NuVs, it is not ready, or its files were removed.</exception>
    public string Demand(Analysis analysis, string name) =>
        analysis.Workflow == AnalysisService.Nuvs && analysis.State == AnalysisState.Ready && AnalysisFiles.Path(data, analysis, name) is var path && File.Exists(path)
            ? path
            : throw new NotFoundException($"There is no file {name} of this analysis.");

    /// <summary>Writes contigs that are too large for a document.</summary>
    public static async Task WriteAsync(Stream output, NuvsResult result, CancellationToken cancellation)
    {
        await using var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        await JsonSerializer.SerializeAsync(packed, result, Json.Stored, cancellation);
    }

    private static async Task<NuvsResult> ReadAsync(string path, CancellationToken cancellation)
    {
        await using var plain = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<NuvsResult>(plain, Json.Stored, cancellation) ?? throw new JsonException($"{path} is null.");
    }
}
