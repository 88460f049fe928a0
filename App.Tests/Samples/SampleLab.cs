using Virtool.App.Tests.Components;
using Virtool.App.Tests.Rights;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Samples;

/// <summary>The domain on a real store, with those who ask, and with stored reads.</summary>
internal sealed class SampleLab : IAsyncDisposable
{
    public static readonly Viewer Nina = new(Made.Nina.Id, Made.Nina.Name, Administrator: false, new HashSet<Permission> { Permission.CreateSample, Permission.RemoveFile });
    public static readonly Viewer Eve = new("user0009", "eve", Administrator: false, new HashSet<Permission>());
    public static readonly Viewer Root = new("user0007", "root", Administrator: true, new HashSet<Permission>());

    public RightsHost Host { get; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Host.Get<T>();

    public async Task<SampleLab> StartAsync()
    {
        await Host.StartAsync();
        return this;
    }

    /// <summary>Stored reads that came by an import.</summary>
    public async Task<StoredFile> ReadsAsync(string name, string names = "one", FileType type = FileType.Reads, string folder = Import.Uploads)
    {
        var id = Ids.New();
        var data = Get<DataFolder>();
        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(data.FilePath(id), name, Cancellation);
        var import = await Host.All<Import>().InsertAsync(
            new Import { Id = Ids.New(), FolderId = folder, Type = type, Name = name, Identity = id, State = ImportState.Stored, FileId = id, ReadCount = 10, ReadNames = names, Readers = RightsRules.Everyone },
            Cancellation);
        await Host.All<ReadQuality>().InsertAsync(new ReadQuality { Id = id, Count = 10 }, Cancellation);
        return await Host.All<StoredFile>().InsertAsync(
            new StoredFile { Id = id, Name = name[(name.LastIndexOf('/') + 1)..], Type = type, Ready = true, Size = 10, ReadCount = 10, ImportId = import.Id, Readers = RightsRules.Everyone },
            Cancellation);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
