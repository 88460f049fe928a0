using System.Globalization;
using System.Text.Json;
using Virtool.Bio.Hmmer;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Hmms;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>The steps of NuVs that look for profiles of viral proteins.</summary>
internal static class NuvsProfiles
{
    /// <summary>Makes the files that hmmscan needs of profiles.</summary>
    public const string Press = "hmmpress";

    /// <summary>Looks for profiles in proteins.</summary>
    public const string Scan = "hmmscan";

    private const string Prefix = "vFam_";

    // What the table tells of this server's folders.
    private static readonly string[] Paths = ["# Query file:", "# Target file:", "# Option settings:", "# Current dir:"];

    /// <summary>Copies the profiles that are installed, so that another set may be installed meanwhile, and presses them.</summary>
    public static async Task PrepareAsync(StepContext context, HmmService profiles, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        if (!File.Exists(folder.Taken))
        {
            var taken = await profiles.TakeAsync(folder.Profiles, cancellation);
            await WholeFile.WriteAsync(folder.Taken, (output, token) => JsonSerializer.SerializeAsync(output, taken, Json.Stored, token), cancellation);
        }

        if (NuvsFolder.Has(folder.Proteins))
        {
            // -f: what a run that was cut off left is written anew.
            await context.RunAsync(new ToolCommand(Press, ["-f", folder.Profiles]), cancellation);
        }
    }

    /// <summary>Looks for the profiles in every protein, up to HMMER's own largest E-value of 10.</summary>
    public static async Task ScanAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        if (NuvsFolder.Has(folder.Proteins))
        {
            var threads = context.Job.Threads().ToString(CultureInfo.InvariantCulture);
            await context.RunAsync(new ToolCommand(Scan, ["--tblout", folder.Hits, "--noali", "-o", "/dev/null", "--cpu", threads, folder.Profiles, folder.Proteins]), cancellation);
        }
    }

    /// <summary>Which profiles were taken.</summary>
    public static Task<TakenProfiles> TakenAsync(NuvsFolder folder, CancellationToken cancellation) => PathoscopeCandidates.ReadAsync<TakenProfiles>(folder.Taken, cancellation);

    /// <summary>The hits of each protein, smallest E-value first.</summary>
    public static ILookup<string, OrfHit> Hits(NuvsFolder folder, TakenProfiles taken)
    {
        if (!File.Exists(folder.Hits))
        {
            return Enumerable.Empty<OrfHit>().ToLookup(_ => "");
        }

        using var table = new StreamReader(folder.Hits);
        return HmmerTable.Read(table)
            .Select(hit => (hit.Protein, Hit: Of(hit, taken)))
            .Where(pair => pair.Hit is not null)
            .OrderBy(pair => pair.Hit!.FullE)
            .ThenByDescending(pair => pair.Hit!.FullScore)
            .ThenBy(pair => pair.Hit!.Cluster)
            .ToLookup(pair => pair.Protein, pair => pair.Hit!, StringComparer.Ordinal);
    }

    /// <summary>Writes the table as it is kept: without what it tells of this server's folders.</summary>
    public static async Task WriteAsync(NuvsFolder folder, Stream output, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in File.Exists(folder.Hits) ? File.ReadLines(folder.Hits) : [])
        {
            if (!Paths.Any(path => line.StartsWith(path, StringComparison.Ordinal)))
            {
                await writer.WriteLineAsync(line.AsMemory(), cancellation);
            }
        }
    }

    // A profile without an annotation has no id; one without a number is none of ours.
    private static OrfHit? Of(HmmerHit hit, TakenProfiles taken) =>
        hit.Profile.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(hit.Profile.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var cluster)
            ? new OrfHit(taken.Ids.GetValueOrDefault(cluster, ""), cluster, hit.FullE, hit.FullScore, hit.FullBias, hit.BestE, hit.BestScore, hit.BestBias)
            : null;
}
