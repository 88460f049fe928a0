using System.CommandLine;
using Virtool.App.Api;
using Virtool.App.Tools;
using Virtool.Bio.Headers;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Export;
using Virtool.Jobs.References.Import;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin reference</c>: imports and exports references, beside a running server or without one.</summary>
internal static class ReferenceCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The verb.</summary>
    public static Command Create() => new("reference", "References: import one from a file, or export one.") { Import(), Export() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON as references are exported, FASTA or GenBank; packed with gzip or not." };
        var name = new Option<string?>("--name") { Description = "What to call the reference (otherwise as it is called in the file, or as the file).", HelpName = "N" };
        var headers = new Option<string?>("--headers")
        {
            Description = "Of FASTA: which part of the headers is what, as \"{accession}|{otu}|{isolate}|{segment}\", or /regular expression/ with groups of these names.",
            HelpName = "PATTERN",
        };
        var build = new Option<bool>("--build") { Description = "Have an index built as soon as the reference is there." };
        var command = new Command("import", "Make a reference of a file. Prints its id; what is wrong with the file is listed on standard error, and nothing is made then.") { file, name, headers, build };
        command.SetAction((result, cancellation) => ImportAsync(
            result,
            result.GetValue(file)!,
            new ReferenceDraft(result.GetValue(name)),
            new ReferenceImport(result.GetValue(file)!.Name) { Headers = result.GetValue(headers), Build = result.GetValue(build) },
            cancellation));
        return command;
    }

    private static Command Export()
    {
        var id = new Argument<string>("id") { Description = "The reference's id." };
        var scope = new Option<string>("--scope") { Description = "Which state of its viruses: that of the newest index, with ids of here or of where they came from; as they were last complete; or as they are.", Required = true };
        scope.AcceptOnlyFromAmong([.. Enum.GetValues<ExportScope>().Select(one => Json.Word(one))]);
        var command = new Command("export", "Write a reference to standard output, as JSON packed with gzip.") { id, scope };
        command.SetAction((result, cancellation) => ExportAsync(result, result.GetValue(id)!, ReferenceDownloads.ScopeOf(result.GetValue(scope)), cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(ParseResult result, FileInfo file, ReferenceDraft draft, ReferenceImport import, CancellationToken cancellation)
    {
        if (Mistake(file, draft, import) is { } mistake)
        {
            await Console.Error.WriteLineAsync(mistake);
            return ExitCodes.BadInput;
        }

        var bar = new ProgressBar(TimeProvider.System);
        if (!await CheckAsync(file, import, bar, cancellation))
        {
            return ExitCodes.BadInput;
        }

        await using var services = await AdminData.OpenAsync(result, cancellation, services => services.AddReferenceTasks().AddTaskRunner());
        var data = services.GetRequiredService<DataFolder>();
        var (reference, task) = await services.GetRequiredService<ReferenceTasks>().ImportAsync(Viewer.Server, draft, import, id => PlaceAsync(file, data.TaskFile(id), cancellation), cancellation);
        var ended = await FollowAsync(services, task, bar, cancellation);
        bar.End();
        if (ended.State == TaskState.Complete)
        {
            Console.WriteLine(reference.Id);
            return ExitCodes.Done;
        }

        await Console.Error.WriteLineAsync(ended.Error ?? "The import was cancelled.");
        await TellAsync(ended.Problems);
        return ended.ProblemCount > 0 ? ExitCodes.BadInput : ExitCodes.Failed;
    }

    private static string? Mistake(FileInfo file, ReferenceDraft draft, ReferenceImport import)
    {
        if (!file.Exists)
        {
            return $"There is no file {file.FullName}.";
        }

        return import.Headers is { } headers && HeaderMapping.MistakeIn(headers) is { } mistake
            ? mistake
            : string.Join(Environment.NewLine, new ReferenceDraftValidator().Validate(draft).Errors.Select(error => error.ErrorMessage)) is { Length: > 0 } wrong ? wrong : null;
    }

    // Here first: what is wrong is said before anything is asked of the data, and all of it.
    private static async Task<bool> CheckAsync(FileInfo file, ReferenceImport import, ProgressBar bar, CancellationToken cancellation)
    {
        var mapping = import.Headers is { } headers ? HeaderMapping.Parse(headers) : null;
        var (_, found) = await Task.Run(
            () => ReferenceFileCheck.Open(() => ReferenceFile.Of(file.OpenRead, mapping), share => bar.Tell(share * 0.2, "Checking the file"), cancellation), cancellation);
        if (!found.IsGood)
        {
            bar.End();
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"{file.Name} was not imported: {(found.Total == 1 ? "there is a problem" : $"there are {found.Total:N0} problems")} in it."));
            await TellAsync(found.Problems);
        }

        foreach (var note in found.IsGood ? found.Notes : [])
        {
            bar.End();
            await Console.Error.WriteLineAsync($"{note.Where}: {note.What} {note.ToDo}");
        }

        return found.IsGood;
    }

    private static async Task PlaceAsync(FileInfo file, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var source = file.OpenRead();
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await source.CopyToAsync(target, cancellation);
        target.Flush(flushToDisk: true);
    }

    /// <summary>Waits until a task is over, which the server does that owns the data, or this process where there is none.</summary>
    private static async Task<ServerTask> FollowAsync(ServiceProvider services, ServerTask task, ProgressBar bar, CancellationToken cancellation)
    {
        var hosted = services.GetServices<IHostedService>().ToList();
        await Task.WhenAll(hosted.Select(service => service.StartAsync(cancellation)));
        try
        {
            var tasks = services.GetRequiredService<TaskService>();
            while (true)
            {
                var now = await tasks.GetAsync(Viewer.Server, task.Id, cancellation);
                if (now.IsOver)
                {
                    return now;
                }

                bar.Tell(0.2 + (now.Progress * 0.8), now.Step.Length > 0 ? now.Step : "Waiting for its turn");
                await Task.Delay(Look, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await services.GetRequiredService<TaskService>().CancelAsync(Viewer.Server, task.Id, CancellationToken.None);
            throw;
        }
        finally
        {
            await Task.WhenAll(hosted.Select(service => service.StopAsync(CancellationToken.None)));
        }
    }

    private static async Task<int> ExportAsync(ParseResult result, string id, ExportScope scope, CancellationToken cancellation)
    {
        if (!Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync($"The export is packed and nothing for a terminal. Write it to a file: … > {ReferenceExport.FileName(scope)}");
            return ExitCodes.BadInput;
        }

        await using var services = await AdminData.OpenAsync(result, cancellation, services => services.AddReferenceTasks());
        var export = services.GetRequiredService<ReferenceExport>();
        var plan = await export.PlanAsync(Viewer.Server, id, scope, cancellation);
        var bar = new ProgressBar(TimeProvider.System);
        try
        {
            await using var output = new BufferedStream(new PipedOutput(Console.OpenStandardOutput()), 64 * 1024);
            await export.WriteAsync(plan, output, count => bar.Tell((double)count / Math.Max(1, plan.Otus.Count), "Writing the viruses"), cancellation);
        }
        catch (BrokenOutputException)
        {
            return ExitCodes.ReaderGone;
        }
        finally
        {
            bar.End();
        }

        return ExitCodes.Done;
    }

    private static async Task TellAsync(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync($"{problem.Where}: {problem.What} {problem.ToDo}");
        }
    }
}
