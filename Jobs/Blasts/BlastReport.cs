using System.Text.Json;
using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>
/// Reads BLAST's reports in JSON (NCBI, "BLAST+ User Manual", output formats 13 and 15): <c>BlastOutput2</c> with one report, or a list of one. Of each hit
/// its first description is taken and its best alignment, which is its first.
/// </summary>
internal static class BlastReport
{
    /// <summary>What BLAST calls sequences of databases that were made without their names.</summary>
    private const string Numbered = "gnl|BL_ORD_ID|";

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static BlastFound Read(ReadOnlySpan<byte> json)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(json);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("BlastOutput2", out var output))
        {
            throw new JsonException("It is no report of BLAST.");
        }

        var holder = output.ValueKind == JsonValueKind.Array && output.GetArrayLength() > 0 ? output[0] : output;
        var report = holder.Deserialize<Holder>(Form)?.Report;
        if (report?.Results?.Search is not { } search)
        {
            throw new JsonException("The report has no search.");
        }

        return new BlastFound(report.Version ?? report.Program ?? "", report.SearchTarget?.Db ?? "", [.. (search.Hits ?? []).Select(Of).OfType<BlastHit>()]);
    }

    private static BlastHit? Of(Hit? hit)
    {
        if (hit is not { Description: [{ } about, ..], Hsps: [{ } best, ..] })
        {
            return null;
        }

        var (accession, title) = Named(about);
        return new BlastHit(
            accession, about.Taxid, title, string.IsNullOrEmpty(about.Sciname) ? BlastHit.NoName : about.Sciname, best.Identity, best.AlignLen, best.Gaps, best.Evalue, best.BitScore, best.Score, hit.Len);
    }

    private static (string Accession, string Title) Named(About about)
    {
        var title = about.Title ?? "";
        return about.Id?.StartsWith(Numbered, StringComparison.Ordinal) != true
            ? (about.Accession ?? about.Id ?? "", title)
            : title.Split(' ', 2) is [var first, var rest] ? (first, rest) : (title, title);
    }

    private sealed record Holder(Report? Report);

    private sealed record Report(string? Program, string? Version, Target? SearchTarget, Results? Results);

    private sealed record Target(string? Db);

    private sealed record Results(Search? Search);

    private sealed record Search(IReadOnlyList<Hit?>? Hits);

    private sealed record Hit(IReadOnlyList<About?>? Description, long Len, IReadOnlyList<Alignment?>? Hsps);

    private sealed record About(string? Id, string? Accession, string? Title, long? Taxid, string? Sciname);

    private sealed record Alignment(double BitScore, double Score, double Evalue, int Identity, int AlignLen, int Gaps);
}
