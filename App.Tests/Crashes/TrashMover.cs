using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Trash;

namespace Virtool.App.Tests.Crashes;

/// <summary>Removes stored files and brings them back, several at a time, until it is killed.</summary>
internal static class TrashMover
{
    public const string Verb = "move-until-killed";
    public const int Files = 12;
    private const int Movers = 3;

    public static async Task<int> RunAsync(string folder)
    {
        await using var services = Open(folder);
        await services.EnsureCollectionsAsync();
        await Task.WhenAll(Enumerable.Range(0, Movers).Select(number => Task.Run(() => MoveAsync(services, new Random(number + Environment.ProcessId)))));
        return 0;
    }

    public static ServiceProvider Open(string folder) => new ServiceCollection()
        .AddLogging()
        .AddData(folder, new DatabaseOptions())
        .AddSingleton(new DataFolder(folder))
        .AddSingleton(new ConfiguredLimits())
        .AddSingleton(TimeProvider.System)
        .AddDomain()
        .BuildServiceProvider();

    /// <summary>Puts the files there that are moved; the bytes of each are its id.</summary>
    public static async Task FillAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var data = services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        foreach (var _ in Enumerable.Range(0, Files))
        {
            var id = Ids.New();
            await File.WriteAllTextAsync(data.FilePath(id), id, cancellation);
            await services.GetRequiredService<Collection<StoredFile>>().InsertAsync(new StoredFile { Id = id, Name = id, Ready = true, Size = id.Length }, cancellation);
        }
    }

    private static async Task MoveAsync(IServiceProvider services, Random random)
    {
        var (files, items) = (services.GetRequiredService<Collection<StoredFile>>(), services.GetRequiredService<Collection<TrashItem>>());
        while (true)
        {
            var (stored, trashed) = (await files.FindAsync(Filter.All), await items.FindAsync(Filter.All));
            try
            {
                if (random.Next(2) == 0 && stored.Count > 0)
                {
                    await services.GetRequiredService<FileService>().RemoveAsync(Viewer.Server, stored[random.Next(stored.Count)].Id);
                }
                else if (trashed.Count > 0)
                {
                    await services.GetRequiredService<TrashService>().RestoreAsync(Viewer.Server, trashed[random.Next(trashed.Count)].Id);
                }
            }
            catch (Exception exception) when (exception is RefusedException or NotFoundException)
            {
                // Another mover was faster.
            }

            Console.WriteLine("moved");
        }
    }
}
