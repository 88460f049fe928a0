using System.Globalization;
using Virtool.App.Server;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Files;
using Virtool.Jobs;
using Virtool.Jobs.References;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Analyse;

/// <summary>The server's rooms without the server: jobs and files on a data folder, and nothing that listens.</summary>
internal static class AnalyseHost
{
    /// <summary>A host that is not started yet.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="threads">Cores of all jobs together; null: all.</param>
    public static IHost Build(string folder, int? threads)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory, Args = [.. Settings(folder, threads)] });
        var settings = StartSettings.Read(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new DataFolder(settings.Folder));
        builder.Services.AddSingleton(settings.Limits);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddData(settings.Folder, settings.Database);
        builder.Services.AddDomain();
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddWorkflows();
        builder.Services.AddReferenceTasks();
        builder.Services.AddFiles(builder.Configuration);
        builder.Services.AddSingleton<Beginning>();
        return builder.Build();
    }

    // The database of its own, whatever a server of this machine is told to take.
    private static IEnumerable<string> Settings(string folder, int? threads)
    {
        yield return $"--{StartSettings.FolderKey}={folder}";
        yield return "--Database:ConnectionString=";
        if (threads is { } cores)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--Jobs:Limits:Proc={cores}");
        }
    }
}
