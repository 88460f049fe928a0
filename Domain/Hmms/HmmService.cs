using System.Security.Cryptography;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Hmms;

/// <summary>What people and programs see of profiles. Everyone who is signed in may see them.</summary>
/// <param name="hmms">What is known of each.</param>
/// <param name="members">Their proteins.</param>
/// <param name="status">Which set is installed.</param>
/// <param name="data">Where the profiles lie.</param>
/// <param name="time">The clock.</param>
public sealed class HmmService(Collection<Hmm> hmms, Collection<HmmMembers> members, Collection<HmmStatus> status, DataFolder data, TimeProvider time)
{
    /// <summary>How often profiles are copied again that were replaced at the same moment.</summary>
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The one document that says which set is installed, to be watched; there may be none yet: see <see cref="StatusOf"/>.</summary>
    public static Query<HmmStatus> StatusWatched { get; } = Query<HmmStatus>.ById(HmmStatus.OnlyId);

    /// <summary>What a watched document says; that nothing is installed where there is none.</summary>
    public static HmmStatus StatusOf(HmmStatus? found) => found ?? new HmmStatus { Id = HmmStatus.OnlyId };

    /// <summary>Which set is installed; never null.</summary>
    public async Task<HmmStatus> StatusAsync(CancellationToken cancellation = default) => StatusOf(await status.GetAsync(HmmStatus.OnlyId, cancellation));

    /// <summary>The profile; one of a former set too, where results use it.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Hmm> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await hmms.GetAsync(id, cancellation) ?? throw new NotFoundException("There is no such profile. Profiles go when another set is installed and no result uses them.");

    /// <summary>The profile alone.</summary>
    public Query<Hmm> ById(Viewer viewer, string id) => Query<Hmm>.ById(id);

    /// <summary>Its proteins, as the annotations have them.</summary>
    public async Task<IReadOnlyList<HmmEntry>> MembersAsync(Hmm hmm, CancellationToken cancellation = default) =>
        (await members.GetAsync(hmm.Id, cancellation))?.Entries ?? [];

    /// <summary>Those of an installed set, by number.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="installed">Which set: what <see cref="StatusAsync"/> says. Where it changes, ask anew.</param>
    /// <param name="text">Looked for in their names, families and genera, without regard to case and accents; null: all.</param>
    public Query<Hmm> Search(Viewer viewer, HmmStatus installed, string? text = null)
    {
        var query = Query<Hmm>.All.Where(Where<Hmm>.Is(hmm => hmm.Set, installed.Installed ? installed.Set : "-")).OrderBy(hmm => hmm.Cluster);
        return string.IsNullOrWhiteSpace(text) ? query : query.Where(Where<Hmm>.Contains(hmm => hmm.Search, text.Trim()));
    }

    /// <summary>What results use: by id; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Hmm>> ByIdAsync(IEnumerable<string> ids, CancellationToken cancellation = default) =>
        (await hmms.FindAsync(Where<Hmm>.IsIn(hmm => hmm.Id, ids.Distinct(StringComparer.Ordinal)), cancellation)).ToDictionary(hmm => hmm.Id, StringComparer.Ordinal);

    /// <summary>Sees that profiles are installed.</summary>
    /// <exception cref="RefusedException">None are.</exception>
    public async Task<HmmStatus> DemandInstalledAsync(CancellationToken cancellation = default) =>
        await StatusAsync(cancellation) is { Installed: true } installed
            ? installed
            : throw new RefusedException("No profiles are installed, so no contig could be told to be of a virus. Install profiles first (Profiles), then analyse again.");

    /// <summary>Copies the profiles that are installed. Set, copy and annotations belong together, even where another set is installed at the same moment.</summary>
    /// <param name="path">Where the copy goes; what is there is overwritten.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">None are installed, or their file is damaged.</exception>
    public async Task<TakenProfiles> TakeAsync(string path, CancellationToken cancellation = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var installed = await DemandInstalledAsync(cancellation);
            var known = await hmms.FindAsync(Where<Hmm>.Is(hmm => hmm.Set, installed.Set), cancellation);
            if (await CopyAsync(path, cancellation) == installed.Sha256 && (await StatusAsync(cancellation)).Set == installed.Set)
            {
                return new TakenProfiles(installed, known.DistinctBy(hmm => hmm.Cluster).ToDictionary(hmm => hmm.Cluster, hmm => hmm.Id));
            }

            await Task.Delay(Pause, time, cancellation);
        }

        throw new RefusedException("The file of the installed profiles is missing from the data folder, or damaged. Install the profiles again.");
    }

    private async Task<string?> CopyAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(data.Profiles))
        {
            return null;
        }

        await using (var from = File.OpenRead(data.Profiles))
        await using (var to = File.Create(path))
        {
            await from.CopyToAsync(to, cancellation);
        }

        await using var copy = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancellation));
    }
}
