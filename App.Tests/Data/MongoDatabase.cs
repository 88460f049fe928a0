using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Mongo;

namespace Virtool.App.Tests.Data;

/// <summary>A database of a test's own on the MongoDB server, which goes with it.</summary>
internal sealed class MongoDatabase : IAsyncDisposable
{
    private MongoDatabase(string address) => Address = address;

    public string Address { get; }

    public string Name { get; } = "virtool_test_" + Ids.New();

    /// <summary>Skips the test where there is no server.</summary>
    public static async Task<MongoDatabase> MakeAsync() => new(await MongoServer.AddressAsync());

    public MongoStore Open(IChangePublisher publisher, MongoOptions? options = null) => new(Address, Name, publisher, options);

    /// <summary>A way to look into the database beside the store.</summary>
    public MongoClient Look() => new(Address, Name, threads: 1);

    public async ValueTask DisposeAsync()
    {
        using var client = Look();
        await client.WriteAsync(new Bson { ["dropDatabase"] = 1 });
    }
}
