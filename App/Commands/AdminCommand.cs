using System.CommandLine;
using System.Text.Json;
using FluentValidation;
using Virtool.App.Api;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin …</c>: looks into a data folder and changes it, beside a running server or without one. It never migrates.</summary>
internal static class AdminCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("admin", "See and change what is in a data folder, beside a running server or without one.")
    {
        Jobs(),
        Files(),
        User(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };

    private static Command Jobs()
    {
        var json = CommonOptions.AsJson();
        var command = new Command("jobs", "List the jobs, newest first.") { json };
        command.SetAction((result, cancellation) => ListAsync(
            result,
            result.GetValue(json),
            services => services.GetRequiredService<JobService>().Search(Viewer.Server),
            Projections.Of,
            job => $"{job.Id}  {Json.Word(job.State),-9}  {job.Progress,4:P0}  {job.Task,-18}  {job.Subject.Name}{(job.Reason is null ? "" : $"  {job.Reason}")}",
            cancellation));
        return command;
    }

    private static Command Files()
    {
        var json = CommonOptions.AsJson();
        var command = new Command("files", "List every file that came into a watched folder, newest first, with its state and, if it is held, the reason.") { json };
        command.SetAction((result, cancellation) => ListAsync(
            result,
            result.GetValue(json),
            services => services.GetRequiredService<FileService>().Imports(Viewer.Server),
            Projections.Of,
            import => $"{import.Id}  {Json.Word(import.State),-11}  {import.Size,14:N0} bytes  {import.Name}{(import.Reason is null ? "" : $"  {import.Reason}")}",
            cancellation));
        return command;
    }

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

    private static async Task<int> ListAsync<T>(
        ParseResult result,
        bool json,
        Func<IServiceProvider, Query<T>> query,
        Func<T, object> view,
        Func<T, FormattableString> line,
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

        foreach (var document in documents)
        {
            Console.WriteLine(FormattableString.Invariant(line(document)));
        }

        return ExitCodes.Done;
    }
}
