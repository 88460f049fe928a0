using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;

namespace Virtool.Files.Syncing;

/// <summary>Documents whose file was removed by hand: they go to the trash, where they tell what it was; where they are many, it is asked first.</summary>
internal sealed class MissingFiles(FileService service, QuestionService questions, DataFolder data, IOptions<FilesOptions> options, TimeProvider time, ILogger<MissingFiles> log)
{
    private const string Remove = "remove";

    private readonly Steady<long> _steady = new(options.Value.DirectorySettle, time);

    /// <summary>Some may be decided soon.</summary>
    public bool IsPending => _steady.IsPending;

    /// <summary>Does what is due after a look.</summary>
    public async Task SeeAsync(DirectoryLook look, CancellationToken cancellation)
    {
        var steady = _steady.See(look.Missing.Select(file => (file.Id, file.Revision))).ToHashSet(StringComparer.Ordinal);
        var gone = look.Missing.Where(file => steady.Contains(file.Id)).ToList();
        var asked = await AskAsync(gone, look.Documents, cancellation);
        if (asked is { Answer: not Remove })
        {
            return;
        }

        foreach (var file in asked is null ? gone : gone.Where(file => asked.Ids.Contains(file.Id)))
        {
            await RemoveAsync(file, cancellation);
        }

        if (asked is not null)
        {
            await questions.WithdrawAsync(asked.Id, cancellation);
        }
    }

    private async Task<Question?> AskAsync(List<StoredFile> gone, int all, CancellationToken cancellation)
    {
        if (Caution.Asks(gone.Count, all))
        {
            return await questions.AskAsync(QuestionOf(gone, all), cancellation);
        }

        if (await questions.FindAsync(Question.FilesMissing, cancellation) is { Answer: not Remove })
        {
            log.LogInformation("The files that were missing from the files directory are there again, or few");
            await questions.WithdrawAsync(Question.FilesMissing, cancellation);
        }

        return null;
    }

    private async Task RemoveAsync(StoredFile file, CancellationToken cancellation)
    {
        if (File.Exists(data.FilePath(file.Id)))
        {
            return;
        }

        try
        {
            await service.TakeAsync(file, "Its file was removed from the files directory by hand, or by another program.", by: null, cancellation);
            log.LogWarning("The file of {Name} ({Id}) was removed from the files directory; its document lies in the trash", file.Name, file.Id);
        }
        catch (ConflictException)
        {
            // It was taken or changed at this moment: the next look decides.
        }
    }

    private static Question QuestionOf(List<StoredFile> gone, int all) => new()
    {
        Id = Question.FilesMissing,
        Text = string.Create(
            CultureInfo.InvariantCulture,
            $"{gone.Count:N0} of {all:N0} stored files are gone from the files directory. Their disk may not be mounted, or somebody has removed them. Nothing is removed until this is answered: mount the disk and they are there again by themselves; or have their documents removed, which then lie in the trash for a while."),
        Count = gone.Count,
        Names = [.. gone.Select(file => file.Name).Take(Question.MostNames)],
        Ids = [.. gone.Select(file => file.Id).Order(StringComparer.Ordinal)],
        Choices = [new Choice(Remove, "Remove their documents"), new Choice("wait", "Wait, the disk comes back")],
    };
}
