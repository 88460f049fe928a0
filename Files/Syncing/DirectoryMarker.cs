using System.Globalization;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Settings;

namespace Virtool.Files.Syncing;

/// <summary>
/// The file in the files directory that says whose it is. Where a disk is not mounted the folder is there, and empty: without the marker nothing
/// is concluded from what is in it.
/// </summary>
internal sealed class DirectoryMarker(DataFolder data, SettingsService settings, Collection<StoredFile> files, QuestionService questions)
{
    /// <summary>The marker's name; its content is the server's id.</summary>
    public const string Name = ".virtool";

    private const string Take = "take";

    private string Place => Path.Combine(data.Files, Name);

    /// <summary>Whether the directory is this server's; where nobody knows, it is asked.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<bool> AllowsAsync(CancellationToken cancellation)
    {
        var id = await settings.ServerIdAsync(cancellation);
        var found = Read();
        if (found != id && !(found is null && await IsFirstAsync(cancellation)) && !await IsTakenAsync(found, cancellation))
        {
            return false;
        }

        if (found != id)
        {
            Write(id);
        }

        await settings.MarkFilesAsync(cancellation);
        if (await questions.FindAsync(Question.FilesMarker, cancellation) is not null)
        {
            await questions.WithdrawAsync(Question.FilesMarker, cancellation);
        }

        return true;
    }

    private string? Read()
    {
        try
        {
            return File.ReadAllText(Place).Trim();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // It never had a marker: it is new; or of a server from before there were markers, and then most of the files must be there.
    private async Task<bool> IsFirstAsync(CancellationToken cancellation)
    {
        if ((await settings.GetAsync(cancellation)).FilesMarked)
        {
            return false;
        }

        var wanted = await files.FindAsync(Where<StoredFile>.Is(file => file.Ready, true) & Where<StoredFile>.Is(file => file.Reserved, false), cancellation);
        return wanted.Count(file => File.Exists(data.FilePath(file.Id))) * 2 >= wanted.Count;
    }

    private async Task<bool> IsTakenAsync(string? found, CancellationToken cancellation)
    {
        var text = found is null
            ? $"The files directory {data.Files} has lost its marker file {Name}: its disk may not be mounted. Until it is there again, no document is removed for a file that is missing, and no file is taken in from there. Mount the disk; or, if this is the right folder, say so."
            : $"The files directory {data.Files} is marked as another server's ({found}). Until that is cleared up, no document is removed for a file that is missing, and no file is taken in from there. Mount the right disk; or, if this is the right folder, say so.";
        var asked = await questions.AskAsync(
            new Question { Id = Question.FilesMarker, Text = text, Count = 1, Names = [Name], Ids = [found ?? ""], Choices = [new Choice(Take, "This is the right folder")] },
            cancellation);
        return asked.Answer == Take;
    }

    private void Write(string id)
    {
        Directory.CreateDirectory(data.Files);
        var part = $"{Place}.part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\n")));
            file.Flush(flushToDisk: true);
        }

        File.Move(part, Place, overwrite: true);
        DurableFolder.Sync(data.Files);
    }
}
