using System.CommandLine;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin restore BACKUP --data DIR</c>: makes a backup a data folder again.</summary>
internal static class RestoreCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("backup") { Description = "The folder of the backup." };
        var json = CommonOptions.AsJson();
        var command = new Command("restore", "Restore a backup into an empty data folder (and an empty MongoDB database). No server may use them.") { folder, json };
        command.SetAction(async (result, cancellation) =>
        {
            await using var services = AdminData.Services(result);
            var (manifest, missing) = await services.GetRequiredService<RestoreService>().RunAsync(
                result.GetValue(folder)!.FullName, new Progress(TimeProvider.System).Tell, cancellation);
            var place = services.GetRequiredService<DataFolder>().Root;
            Console.WriteLine(result.GetValue(json) ? Form(place, manifest, missing) : FormattableString.Invariant(
                $"{place}: documents of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC ({manifest.Engine} database, schema {manifest.SchemaVersion}), {manifest.Keys.Count} keys, {(manifest.HoldsFiles ? manifest.Files.Count : 0):N0} files."));
            if (missing is not null)
            {
                await Console.Error.WriteLineAsync(
                    $"The backup holds no files: put the {manifest.Files.Count:N0} files that {missing} lists into {place} before the server starts, then check them there with sha256sum --check {Path.GetFileName(missing)}.");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Form(string place, BackupManifest manifest, string? missing) => JsonSerializer.Serialize(
        new
        {
            Path = place,
            manifest.Engine,
            manifest.SchemaVersion,
            manifest.CreatedAt,
            Keys = manifest.Keys.Count,
            Files = manifest.HoldsFiles ? manifest.Files.Count : 0,
            MissingFiles = missing is null ? [] : manifest.Files,
            MissingList = missing,
        },
        Json.Served);
}
