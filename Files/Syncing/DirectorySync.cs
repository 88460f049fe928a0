using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Trash;

namespace Virtool.Files.Syncing;

/// <summary>
/// Keeps the files directory and the collection of stored files alike: what is gone from one goes from the other, to the trash; what is put into
/// the directory by hand is taken in; what has expired goes. It looks when something may have happened and every few minutes, and acts only on
/// what it has seen for a while.
/// </summary>
internal sealed class DirectorySync(
    Collection<StoredFile> files,
    Collection<Import> imports,
    Collection<TrashItem> trash,
    Collection<Question> questions,
    DirectoryMarker marker,
    MissingFiles missing,
    StrangeFiles strange,
    FoundFiles found,
    FileService service,
    IChangeFeed feed,
    DataFolder data,
    IOptions<FilesOptions> options,
    TimeProvider time,
    ILogger<DirectorySync> log) : IOwnedService
{
    private bool _isRecovered;
    private string? _told;

    public async Task RunAsync(CancellationToken ended)
    {
        await using var hints = new DirectoryHints(data.Files, feed.Subscribe([files.Name, questions.Name]), ended);
        while (true)
        {
            var next = await TryLookAsync(ended);
            hints.Watch();

            // A breath between two looks: each of ten thousand files that arrive at once is told.
            await Task.Delay(options.Value.DirectorySettle / 2, time, ended);
            await hints.WaitAsync(next, time, ended);
        }
    }

    /// <summary>One look; gives the time after which there is another one, whatever happens.</summary>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellation)
    {
        if (!_isRecovered)
        {
            await found.RecoverAsync(cancellation);
            _isRecovered = true;
        }

        if (!await marker.AllowsAsync(cancellation))
        {
            return options.Value.DirectoryInterval;
        }

        var look = await DirectoryLook.TakeAsync(data, files, imports, trash, time.GetUtcNow(), cancellation);
        foreach (var file in look.Expired)
        {
            await ExpireAsync(file, cancellation);
        }

        await missing.SeeAsync(look, cancellation);
        await strange.SeeAsync(look, cancellation);
        return missing.IsPending || strange.IsPending ? options.Value.DirectorySettle : Next(look);
    }

    private TimeSpan Next(DirectoryLook look)
    {
        var wait = look.NextExpiry - time.GetUtcNow() ?? options.Value.DirectoryInterval;
        return wait < options.Value.DirectoryInterval ? wait > options.Value.DirectorySettle ? wait : options.Value.DirectorySettle : options.Value.DirectoryInterval;
    }

    private async Task<TimeSpan> TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            var next = await LookAsync(cancellation);
            _told = null;
            return next;
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            // The same sentence once.
            if (_told != exception.Message)
            {
                log.LogWarning("The files directory cannot be looked through: {Why} It is tried again", exception.Message);
            }

            _told = exception.Message;
            return options.Value.RetryDelay;
        }
    }

    private async Task ExpireAsync(StoredFile file, CancellationToken cancellation)
    {
        try
        {
            await service.TakeAsync(file, FormattableString.Invariant($"It was to be kept until {file.ExpiresAt:yyyy-MM-dd HH:mm} UTC."), by: null, cancellation);
            log.LogInformation("{Name} ({Id}) has expired; it lies in the trash", file.Name, file.Id);
        }
        catch (ConflictException)
        {
            // It was taken or changed at this moment: the next look decides.
        }
    }
}
