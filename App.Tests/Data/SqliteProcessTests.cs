using System.Globalization;
using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>Several openers of one file, and of one data folder.</summary>
public sealed class SqliteProcessTests : ProcessContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => _folder.File("virtool.db");

    public void Dispose() => _folder.Dispose();

    protected override IDocumentStore Open(IChangePublisher publisher) => new SqliteStore(Database, publisher, new SqliteOptions(DurableCommits: false));

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        await File.WriteAllTextAsync(Database, new string('x', 10_000), Cancellation);
        using var feed = new ChangeFeed();
        Should.Throw<StoreException>(() => new SqliteStore(Database, feed)).Message.ShouldContain("damaged, or is no database");
        Should.Throw<StoreException>(() => new SqliteStore(_folder.File("nowhere/virtool.db"), feed)).Message.ShouldContain("cannot be opened");
    }

    [Fact]
    public void A_data_folder_has_one_owner()
    {
        var owner = DataFolderLock.Take(_folder.Path);
        var error = Should.Throw<StoreException>(() => DataFolderLock.Take(_folder.Path));
        error.Message.ShouldContain($"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        owner.Dispose();
        DataFolderLock.Take(_folder.Path).Dispose();
    }
}
