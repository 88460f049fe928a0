using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Audit;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Uploads;

namespace Virtool.Domain.Users;

/// <summary>Looks what a user owns and has done.</summary>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="files">The stored files.</param>
/// <param name="imports">The files on their way.</param>
/// <param name="uploads">The uploads.</param>
/// <param name="indexes">The indexes.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="entries">The audit trail.</param>
public sealed class UserTraceFinder(
    Collection<Sample> samples,
    Collection<Reference> references,
    Collection<Analysis> analyses,
    Collection<Job> jobs,
    Collection<StoredFile> files,
    Collection<Import> imports,
    Collection<Upload> uploads,
    Collection<ReferenceIndex> indexes,
    Collection<Subtraction> subtractions,
    Collection<AuditEntry> entries)
{
    /// <summary>What it owns and has done.</summary>
    public async Task<UserTraces> FindAsync(string userId, CancellationToken cancellation = default) => new(
        await samples.CountAsync(Where<Sample>.Is(sample => sample.User.Id, userId), cancellation),
        await references.CountAsync(Where<Reference>.Is(reference => reference.User.Id, userId), cancellation),
        await analyses.CountAsync(Where<Analysis>.Is(analysis => analysis.User.Id, userId), cancellation),
        await jobs.CountAsync(Where<Job>.Is(job => job.User.Id, userId), cancellation),
        await files.CountAsync(Where<StoredFile>.Is(file => file.User!.Id, userId), cancellation)
            + await imports.CountAsync(Where<Import>.Is(import => import.User!.Id, userId), cancellation)
            + await uploads.CountAsync(Where<Upload>.Is(upload => upload.User.Id, userId), cancellation),
        await indexes.CountAsync(Where<ReferenceIndex>.Is(index => index.User.Id, userId), cancellation),
        await subtractions.CountAsync(Where<Subtraction>.Is(subtraction => subtraction.User.Id, userId), cancellation),
        await entries.CountAsync(DeedsOf(userId) & Where<AuditEntry>.IsNot(entry => entry.Action, AuditAction.SignInRefused), cancellation));

    /// <summary>When it signed in last; null: never, as far as the trail says.</summary>
    public async Task<DateTimeOffset?> LastSignInAsync(string userId, CancellationToken cancellation = default)
    {
        var last = Query<AuditEntry>.All.Where(DeedsOf(userId) & Where<AuditEntry>.Is(entry => entry.Action, AuditAction.SignedIn))
            .OrderBy(entry => entry.At, descending: true).Window(0, 1);
        return (await entries.FindAsync(last, cancellation)).Select(entry => (DateTimeOffset?)entry.At).FirstOrDefault();
    }

    private static Filter DeedsOf(string userId) => Where<AuditEntry>.Is(entry => entry.Actor.Id, userId);
}
