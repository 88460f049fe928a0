using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Virtool.Files.Watching;

namespace Virtool.Files.Syncing;

/// <summary>
/// Files in the files directory that have no document. By its name one is told to be the server's own, whose document was removed: it goes to the
/// trash, where they are many after a question; or somebody's, who put it there by hand: it is taken in. What is of no known kind is left alone
/// and listed.
/// </summary>
internal sealed class StrangeFiles(
    FoundFiles found,
    TrashService trash,
    QuestionService questions,
    Collection<Import> imports,
    Collection<FolderListing> listings,
    DataFolder data,
    IOptions<FilesOptions> options,
    TimeProvider time,
    ILogger<StrangeFiles> log)
{
    /// <summary>The id of the listing of files that are left alone.</summary>
    public const string ListingId = "files";

    private const string Remove = "remove";

    private readonly Steady<FileIdentity> _steady = new(options.Value.DirectorySettle, time);
    private readonly OpenForWriting _writers = new(time, anyName: true);
    private bool _isWritten;

    /// <summary>Some may be decided soon.</summary>
    public bool IsPending => _steady.IsPending || _isWritten;

    /// <summary>Does what is due after a look.</summary>
    public async Task SeeAsync(DirectoryLook look, CancellationToken cancellation)
    {
        var quiet = _steady.See(look.Strangers.Where(one => one.Value is not null).Select(one => (one.Key, one.Value!.Value)));
        var whole = quiet.Count == 0 ? quiet : [.. quiet.Where(name => !_writers.Holds(look.Strangers[name]!.Value))];
        _isWritten = whole.Count < quiet.Count;
        await RemoveAsync([.. whole.Where(DirectoryLook.IsOurs)], look.Files, cancellation);
        foreach (var name in whole.Where(name => !DirectoryLook.IsOurs(name)))
        {
            var identity = look.Strangers[name]!.Value;
            if (FoundFiles.TypeOf(name) is { } type && !_writers.HoldsNow(identity) && FileIdentity.Of(Path.Combine(data.Files, name)) == identity)
            {
                await found.TakeAsync(name, identity, type, cancellation);
            }
        }

        await ListAsync(look, cancellation);
    }

    private async Task RemoveAsync(List<string> lost, int all, CancellationToken cancellation)
    {
        if (Caution.Asks(lost.Count, all))
        {
            var asked = await questions.AskAsync(QuestionOf(lost, all), cancellation);
            if (asked.Answer != Remove)
            {
                return;
            }

            lost = [.. lost.Intersect(asked.Ids)];
        }

        foreach (var name in lost)
        {
            await RemoveAsync(name, cancellation);
        }

        if (await questions.FindAsync(Question.FilesUnknown, cancellation) is not null)
        {
            await questions.WithdrawAsync(Question.FilesUnknown, cancellation);
        }
    }

    private async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        // Under the name that it came with it is taken in again when it is brought back; under its own it would be found without a document once more.
        var import = await imports.FirstAsync(Where<Import>.Is(import => import.FileId, id), cancellation);
        var name = import is null ? id : ReadsName.Last(import.Name);
        var order = new TrashOrder(data.FilePath(id), name, "file without a document", "Its document was removed, so nothing could use it any more. Brought back, it is verified and stored anew.")
        {
            BackTo = FoundFiles.TypeOf(name) is null ? null : Path.Combine(data.Files, name),
            Owner = import?.User,
        };
        await trash.TakeAsync(order, cancellation);
        log.LogWarning("The file {Id} in the files directory had no document any more; it lies in the trash", id);
    }

    private async Task ListAsync(DirectoryLook look, CancellationToken cancellation)
    {
        var unknown = look.Strangers.Where(one => !DirectoryLook.IsOurs(one.Key) && (one.Value is null || FoundFiles.TypeOf(one.Key) is null))
            .OrderBy(one => one.Key, StringComparer.Ordinal).Take(FolderListing.Most).Select(one => Unknown(one.Key, one.Value)).ToList();
        var before = await listings.GetAsync(ListingId, cancellation);
        if (before is null && unknown.Count > 0)
        {
            await InsertAsync(new FolderListing { Id = ListingId, Files = unknown }, cancellation);
        }
        else if (before is not null && !before.Files.SequenceEqual(unknown))
        {
            await listings.UpdateAsync(ListingId, listing => listing with { Files = unknown }, cancellation);
        }
    }

    private async Task InsertAsync(FolderListing listing, CancellationToken cancellation)
    {
        try
        {
            await listings.InsertAsync(listing, cancellation);
        }
        catch (DuplicateException)
        {
            // An owner before wrote it at this moment: the next look brings it up to date.
        }
    }

    private static UnknownFile Unknown(string name, FileIdentity? identity) => identity is { } file
        ? new UnknownFile(ReadsName.Safe(name), file.Size, DateTimeOffset.FromUnixTimeMilliseconds(file.Modified / 1_000_000), "Its ending is not one of reads or genomes, so it is not taken in. Give it the right one, or take it away.")
        : new UnknownFile(ReadsName.Safe(name), 0, DateTimeOffset.UnixEpoch, "It is no regular file, so it is not looked at. Take it away.");

    private static Question QuestionOf(List<string> lost, int all) => new()
    {
        Id = Question.FilesUnknown,
        Text = string.Create(
            CultureInfo.InvariantCulture,
            $"{lost.Count:N0} of {all:N0} files in the files directory have no document. The database may be another's, or older than the files. Nothing is moved until this is answered: look whether this is the right database; or have the files moved to the trash, where they stay for a while."),
        Count = lost.Count,
        Names = [.. lost.Take(Question.MostNames)],
        Ids = [.. lost.Order(StringComparer.Ordinal)],
        Choices = [new Choice(Remove, "Move them to the trash"), new Choice("wait", "Leave them")],
    };
}
