using System.CommandLine;
using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin …</c>: looks into a data folder and changes it, beside a running server or without one. It never migrates.</summary>
internal static class AdminCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("admin", "See and change what is in a data folder, beside a running server or without one.")
    {
        JobsCommand.Create(),
        FilesCommand.Create(),
        CheckCommand.Create(),
        AuditCommand.Create(),
        UserCommand.Create(),
        GroupCommand.Create(),
        ReferenceCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };

    /// <summary>Prints what a query finds: as JSON, or as aligned columns.</summary>
    internal static async Task<int> ListAsync<T>(
        ParseResult result,
        bool json,
        Func<IServiceProvider, Query<T>> query,
        Func<T, object> view,
        Func<T, IReadOnlyList<string>> columns,
        CancellationToken cancellation)
        where T : Document
    {
        await using var services = await AdminData.OpenAsync(result, cancellation);
        var documents = await services.GetRequiredService<Collection<T>>().FindAsync(query(services), cancellation);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Documents = documents.Select(view) }, Json.Served));
            return ExitCodes.Done;
        }

        Console.Write(Aligned([.. documents.Select(columns)]));
        return ExitCodes.Done;
    }

    /// <summary>A line for each row; every column but the last as wide as its widest text.</summary>
    internal static string Aligned(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = rows.Count == 0 ? [] : Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        return string.Concat(rows.Select(row => string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd() + Environment.NewLine));
    }
}
