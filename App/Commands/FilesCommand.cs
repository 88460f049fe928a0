using System.CommandLine;
using System.Text.Json;
using Virtool.Components.Look;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Uploads;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin files</c>: every file that came, wherever it stands, beside a running server or without one.</summary>
internal static class FilesCommand
{
    /// <summary>The state of a file that was stored, and that neither the files directory nor a sample holds any more.</summary>
    private const string Removed = "removed";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var json = CommonOptions.AsJson();
        var command = new Command("files", "List every file that came by a watched folder or an upload, newest first, with its state, hash, reads and, if it is held, the reason.") { json };
        command.SetAction(async (result, cancellation) =>
        {
            await using var services = await AdminData.OpenAsync(result, cancellation);
            var rows = await RowsAsync(services, cancellation);
            Console.Write(result.GetValue(json)
                ? JsonSerializer.Serialize(new { Documents = rows }, Json.Served) + Environment.NewLine
                : AdminCommand.Aligned([.. rows.Select(Columns)]));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<FileRow>> RowsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var service = services.GetRequiredService<FileService>();
        var imports = await AllAsync(services, service.Imports(Viewer.Server), cancellation);
        var stored = await AllAsync(services, service.Stored(Viewer.Server), cancellation);
        var uploads = await AllAsync(services, service.Arriving(Viewer.Server), cancellation);
        var (imported, held) = (imports.Select(import => import.Id).ToHashSet(StringComparer.Ordinal), stored.Select(file => file.Id).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. imports.Select(import => Of(import, held))
                .Concat(stored.Where(file => file.ImportId is null || !imported.Contains(file.ImportId)).Select(Of))
                .Concat(uploads.Where(upload => !imported.Contains(upload.Id)).Select(Of))
                .OrderByDescending(row => row.DiscoveredAt),
        ];
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(IServiceProvider services, Query<T> query, CancellationToken cancellation)
        where T : Document => await services.GetRequiredService<Collection<T>>().FindAsync(query, cancellation);

    private static FileRow Of(Import import, HashSet<string> held) => new(
        import.Id,
        import.Name,
        Json.Word(import.Type),
        import is { State: ImportState.Stored, SampleId: null } && !held.Contains(import.FileId ?? "") ? Removed : Json.Word(import.State),
        import.Problem,
        import.Reason,
        import.Progress,
        import.Size,
        import.Sha256,
        import.ReadCount,
        import.FileId,
        import.SampleId,
        import.SameAs,
        import.User?.Name,
        import.DiscoveredAt);

    private static FileRow Of(StoredFile file) => new(
        file.Id, file.Name, Json.Word(file.Type), Json.Word(ImportState.Stored), null, null, 1, file.Size, file.Sha256, file.ReadCount, file.Id, file.SampleId, null, file.User?.Name, file.UploadedAt);

    private static FileRow Of(Upload upload) => new(
        upload.Id,
        upload.Name,
        Json.Word(upload.Type),
        Json.Word(upload.State),
        null,
        upload.State == UploadState.WaitingForRoom ? "Waits for free disk space." : null,
        upload.Size == 0 ? 0 : upload.Received / (double)upload.Size,
        upload.Size,
        null,
        null,
        null,
        null,
        null,
        upload.User.Name,
        upload.CreatedAt);

    private static IReadOnlyList<string> Columns(FileRow row) =>
    [
        row.Id,
        row.State.Replace('_', ' '),
        Words.Count(row.Size, "byte").PadLeft(20),
        row.Sha256 is { Length: >= 12 } hash ? hash[..12] : "",
        (row.ReadCount is { } reads ? Words.Count(reads, "read") : "").PadLeft(16),
        row.Name,
        row.Reason ?? "",
    ];

    /// <summary>A file, as the list gives it.</summary>
    private sealed record FileRow(
        string Id,
        string Name,
        string Type,
        string State,
        string? Problem,
        string? Reason,
        double Progress,
        long Size,
        string? Sha256,
        long? ReadCount,
        string? File,
        string? Sample,
        string? SameAs,
        string? User,
        DateTimeOffset DiscoveredAt);
}
