using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Repair;

/// <summary>Reserved files that no job is going to take, or to free.</summary>
/// <param name="files">The stored files.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="log">The log.</param>
internal sealed class Reservations(Collection<StoredFile> files, Collection<Job> jobs, ILogger<Reservations> log)
{
    /// <summary>Frees them.</summary>
    public async Task FreeAsync(CancellationToken cancellation)
    {
        // In this order: a file is reserved in one batch with its job, so the job of each of these is there, or has ended.
        var reserved = await files.FindAsync(Where<StoredFile>.Is(file => file.Reserved, true), cancellation);
        if (reserved.Count == 0)
        {
            return;
        }

        var live = await jobs.FindAsync(
            Where<Job>.IsIn(job => job.State, [JobState.Waiting, JobState.Running]) | Where<Job>.Is(job => job.CleanUpDue, true), cancellation);
        var held = live.SelectMany(FilesOf).ToHashSet(StringComparer.Ordinal);
        foreach (var file in reserved.Where(file => !held.Contains(file.Id)))
        {
            if (await files.UpdateAsync(file.Id, now => now.Revision == file.Revision ? now with { Reserved = false } : null, cancellation) is not null)
            {
                log.LogWarning("The file {File} ({Id}) was reserved, and no job takes it; it is free again", file.Name, file.Id);
            }
        }
    }

    private static IEnumerable<string> FilesOf(Job job)
    {
        var several = job.Args["files"] is JsonArray files ? files : [];
        return several.Append(job.Args["file_id"]).OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var id) ? id : "");
    }
}
