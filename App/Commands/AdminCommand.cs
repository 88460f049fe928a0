using System.CommandLine;
using System.Text.Json;
using FluentValidation;
using Virtool.App.Api;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

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
        User(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };

    private static Command User()
    {
        var name = new Argument<string>("name") { Description = "The name for signing in." };
        var administrator = new Option<bool>("--administrator") { Description = "Make the user an administrator." };
        var add = new Command("add", "Add a user. The password is read from standard input, one line.") { name, administrator };
        add.SetAction(async (result, cancellation) =>
        {
            await using var services = await AdminData.OpenAsync(result, cancellation);
            await using var scope = services.CreateAsyncScope();
            var password = await Console.In.ReadLineAsync(cancellation) ?? "";
            try
            {
                var account = await scope.ServiceProvider.GetRequiredService<UserService>()
                    .CreateAsync(Viewer.Server, result.GetValue(name)!, password, result.GetValue(administrator), cancellation);
                await Console.Error.WriteLineAsync($"{account.Document.Handle} was added.");
                return ExitCodes.Done;
            }
            catch (ValidationException exception)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Errors.Select(error => error.ErrorMessage)));
                return ExitCodes.BadInput;
            }
        });
        return new Command("user", "Users.") { add };
    }

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
