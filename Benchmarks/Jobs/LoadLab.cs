using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Users;

namespace Virtool.Benchmarks.Jobs;

/// <summary>A data folder with many samples, and with analyses that wait and will take long.</summary>
internal static class LoadLab
{
    /// <summary>An administrator.</summary>
    public const string Handle = "lab";

    /// <summary>Their password.</summary>
    public const string Password = "raspberry ringspot";

    /// <summary>The id of whom the samples belong to that were made beforehand.</summary>
    public const string Owner = "user0001";

    // So that a job takes minutes: the demo's 100,000 reads so many times.
    private const int Copies = 60;

    /// <summary>Fills a new folder.</summary>
    public static async Task FillAsync(string folder, string examples, int samples, int jobs, CancellationToken cancellation)
    {
        Analysis analysis;
        await using (var server = await DemoServer.StartAsync(folder, examples, cancellation))
        {
            analysis = server.Analysis;
        }

        await EnlargeAsync(new DataFolder(folder).Reads(analysis.Sample.Id, 1), cancellation);
        await using var services = Open(folder);
        await FillAsync(services, samples, cancellation);
        for (var job = 0; job < jobs; job++)
        {
            await DemoServer.RequestAsync(services.GetRequiredService<AnalysisService>(), analysis, cancellation);
        }
    }

    /// <summary>A way into a data folder beside a server, as an admin verb has.</summary>
    public static ServiceProvider Open(string folder) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(new DataFolder(folder))
        .AddSingleton(new ConfiguredLimits())
        .AddSingleton(TimeProvider.System)
        .AddData(folder, new DatabaseOptions())
        .AddDomain()
        .BuildServiceProvider();

    /// <summary>Adds an administrator and samples.</summary>
    public static async Task FillAsync(ServiceProvider services, int samples, CancellationToken cancellation)
    {
        await services.EnsureCollectionsAsync(cancellation);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, Handle, Password, administrator: true, cancellation);
        for (var number = 0; number < samples; number++)
        {
            await services.GetRequiredService<Collection<Sample>>().InsertAsync(SampleOf(number), cancellation);
        }
    }

    // Packed files one after another are one packed file.
    private static async Task EnlargeAsync(string reads, CancellationToken cancellation)
    {
        var once = await File.ReadAllBytesAsync(reads, cancellation);
        await using var file = File.Create(reads);
        for (var copy = 0; copy < Copies; copy++)
        {
            await file.WriteAsync(once, cancellation);
        }
    }

    private static Sample SampleOf(int number) => new()
    {
        Id = number.ToString("x8", CultureInfo.InvariantCulture),
        Name = string.Create(CultureInfo.InvariantCulture, $"VT-{number:0000}"),
        CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        User = new Link(Owner, Handle),
        Host = "Apis mellifera",
        State = SampleState.Ready,
        Readers = RightsRules.Everyone,
    };
}
