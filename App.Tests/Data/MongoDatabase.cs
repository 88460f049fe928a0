using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Mongo;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Data;

/// <summary>A database of a test's own on the MongoDB server, which goes with it.</summary>
internal sealed class MongoDatabase : IAsyncDisposable
{
    private MongoDatabase(string address) => Address = address;

    public string Address { get; }

    public string Name { get; } = "virtool_test_" + Ids.New();

    /// <summary>Skips the test where there is no server.</summary>
    public static async Task<MongoDatabase> MakeAsync() => new(await MongoServer.AddressAsync());

    /// <summary>What a host of services is told of a database: of this one, or, where there is none, of the embedded one.</summary>
    public static DatabaseOptions OptionsOf(MongoDatabase? database) =>
        database is null ? new DatabaseOptions() : new DatabaseOptions { ConnectionString = database.Address, Name = database.Name };

    public MongoStore Open(IChangePublisher publisher, MongoOptions? options = null) => new(Address, Name, publisher, options);

    /// <summary>A way to look into the database beside the store.</summary>
    public MongoClient Look() => new(Address, Name, threads: 1);

    public async ValueTask DisposeAsync()
    {
        using var client = Look();
        await client.WriteAsync(new Bson { ["dropDatabase"] = 1 });
    }
}
