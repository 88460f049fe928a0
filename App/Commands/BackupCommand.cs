using System.CommandLine;
using System.Text.Json;
using Virtool.Components.Shell;
using Virtool.Data.Documents;
using Virtool.Domain.Backups;
using Virtool.Domain.Migrations;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin backup FOLDER</c>: a backup of the documents, the keys and, if wanted, the files, beside a running server or without one.</summary>
internal static class BackupCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A new folder for the backup." };
        var files = new Option<bool>("--files") { Description = "Copy the files too (reads, indexes, logs); else they are only listed with their hashes." };
        var json = CommonOptions.AsJson();
        var command = new Command("backup", "Back up the data, beside a running server or without one. Keep the backup as safe as the data: it holds the keys of sessions.")
        {
            folder, files, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            await using var services = await AdminData.OpenAsync(result, cancellation);
            var place = result.GetValue(folder)!.FullName;
            var manifest = await services.GetRequiredService<BackupService>().RunAsync(
                place,
                result.GetValue(files),
                services.GetRequiredService<Migrator>().Newest,
                Product.Version,
                new Progress(TimeProvider.System).Tell,
                cancellation);
            Console.WriteLine(result.GetValue(json) ? Form(place, manifest) : Sentence(place, manifest));
            return await TellAsync(manifest);
        });
        return command;
    }

    private static string Form(string place, BackupManifest manifest) => JsonSerializer.Serialize(
        new
        {
            Path = place,
            manifest.Engine,
            manifest.SchemaVersion,
            manifest.CreatedAt,
            manifest.Position,
            Keys = manifest.Keys.Count,
            Files = manifest.Files.Count,
            FilesSize = manifest.Files.Sum(file => file.Size),
            manifest.HoldsFiles,
            manifest.Missing,
            manifest.Damaged,
            manifest.Removed,
        },
        Json.Served);

    private static string Sentence(string place, BackupManifest manifest) => FormattableString.Invariant(
        $"{place}: documents of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC ({manifest.Engine} database, schema {manifest.SchemaVersion}), {manifest.Keys.Count} keys, {manifest.Files.Count:N0} files of {manifest.Files.Sum(file => file.Size):N0} bytes {(manifest.HoldsFiles ? "copied" : "listed")}.");

    /// <summary>Says what is amiss with the files.</summary>
    private static async Task<int> TellAsync(BackupManifest manifest)
    {
        foreach (var file in manifest.Removed)
        {
            await Console.Error.WriteLineAsync($"{file} was removed, with its document, while the backup was made. It is not in the backup.");
        }

        foreach (var file in manifest.Missing)
        {
            await Console.Error.WriteLineAsync($"{file} is missing in the data folder, and a document speaks of it. The backup is made without it: restore the file from an earlier one.");
        }

        foreach (var file in manifest.Damaged)
        {
            await Console.Error.WriteLineAsync($"{file} is damaged: its bytes are not those that its document speaks of. It is in the backup as it is: restore the file from an earlier one.");
        }

        return manifest.Missing.Count + manifest.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
