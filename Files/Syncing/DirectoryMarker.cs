using System.Globalization;
using Virtool.Domain.Files;
using Virtool.Domain.Questions;
using Virtool.Domain.Settings;

namespace Virtool.Files.Syncing;

/// <summary>
/// Marks the files directory as this server's: a new one by itself, and another one where an administrator says so. Without the marker nothing is
/// concluded from what is in it (<see cref="FilesDirectory"/>).
/// </summary>
internal sealed class DirectoryMarker(DataFolder data, FilesDirectory directory, SettingsService settings, QuestionService questions)
{
    private const string Take = "take";

    private string Place => Path.Combine(data.Files, FilesDirectory.Marker);

    /// <summary>Whether the directory is this server's; where nobody knows, it is asked.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<bool> AllowsAsync(CancellationToken cancellation)
    {
        var id = await settings.ServerIdAsync(cancellation);
        var state = await directory.LookAsync(cancellation);
        if (!state.IsThere && (state.Fault == DirectoryFault.Unreadable || !await IsTakenAsync(state.Found, cancellation)))
        {
            return false;
        }

        if (state.Found != id)
        {
            Write(id);
        }

        await settings.MarkFilesAsync(cancellation);
        await directory.LookAsync(cancellation);
        if (await questions.FindAsync(Question.FilesMarker, cancellation) is not null)
        {
            await questions.WithdrawAsync(Question.FilesMarker, cancellation);
        }

        return true;
    }

    private async Task<bool> IsTakenAsync(string? found, CancellationToken cancellation)
    {
        var text = found is null
            ? $"The files directory {data.Files} has lost its marker file {FilesDirectory.Marker}: its disk may not be mounted. Until it is there again, no document is removed for a file that is missing, nothing is written there or taken from there, and imports wait. Mount the disk; or, if this is the right folder, say so."
            : $"The files directory {data.Files} is marked as another server's ({found}). Until that is cleared up, no document is removed for a file that is missing, nothing is written there or taken from there, and imports wait. Mount the right disk; or, if this is the right folder, say so.";
        var asked = await questions.AskAsync(
            new Question { Id = Question.FilesMarker, Text = text, Count = 1, Names = [FilesDirectory.Marker], Ids = [found ?? ""], Choices = [new Choice(Take, "This is the right folder")] },
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
