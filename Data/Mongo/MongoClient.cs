using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>One database on a server: commands and queries. Reads go to the primary; writes return when a majority has them in its journal.</summary>
internal sealed class MongoClient : IDisposable
{
    private const int ErrorsAsTheServerNumbersThem = 2;
    private const int Primary = 1;

    private static readonly Bson Durable = new() { ["writeConcern"] = new Bson { ["w"] = "majority", ["j"] = true } };

    private static readonly string[] Waits = ["connecttimeoutms", "serverselectiontimeoutms", "sockettimeoutms"];

    private readonly string _database;
    private readonly nint _pool;
    private readonly nint _preferences;
    private readonly MongoThreads _threads;

    /// <param name="address">As the driver takes it.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="threads">How many calls run at a time.</param>
    /// <param name="patience">How long a call waits for the server; null: as the address says, or as long as the driver does.</param>
    /// <exception cref="StoreException">The driver is not installed, or does not take the address.</exception>
    public MongoClient(string address, string database, int threads, TimeSpan? patience = null)
    {
        MongoLibrary.Require();
        _database = database;
        _pool = Open(address, patience);
        _preferences = MongoNative.mongoc_read_prefs_new(Primary);
        _threads = new MongoThreads(threads);
    }

    /// <summary>Runs a command that writes.</summary>
    /// <exception cref="MongoException">It failed as a whole; single writes that failed stand in the reply.</exception>
    public Task<MongoReply> WriteAsync(Bson command, CancellationToken cancellation = default) =>
        _threads.RunAsync(() => new MongoReply(Run(command, isWrite: true)), cancellation);

    /// <summary>Runs a command that reads.</summary>
    /// <exception cref="MongoException">It failed.</exception>
    public Task<BsonValue> ReadAsync(Bson command, CancellationToken cancellation = default) =>
        _threads.RunAsync(() => Run(command, isWrite: false), cancellation);

    /// <summary>
    /// Finds documents. <paramref name="take"/> is called for each, on a thread of the driver's, and says whether more are wanted; what it
    /// is given lives as long as it likes.
    /// </summary>
    public Task<bool> FindAsync(string collection, Bson filter, Bson options, Func<BsonValue, bool> take, CancellationToken cancellation = default) =>
        _threads.RunAsync(
            () =>
            {
                Find(collection, filter, options, take);
                return true;
            },
            cancellation);

    /// <summary>All documents that a filter finds, in an order.</summary>
    public async Task<List<BsonValue>> ListAsync(string collection, Bson filter, Bson? options = null, CancellationToken cancellation = default)
    {
        var found = new List<BsonValue>();
        await FindAsync(
            collection,
            filter,
            options ?? [],
            document =>
            {
                found.Add(document);
                return true;
            },
            cancellation);
        return found;
    }

    public void Dispose()
    {
        _threads.Dispose();
        MongoNative.mongoc_read_prefs_destroy(_preferences);
        MongoNative.mongoc_client_pool_destroy(_pool);
    }

    private static nint Open(string address, TimeSpan? patience)
    {
        var error = new byte[MongoNative.ErrorSize];
        var uri = MongoNative.mongoc_uri_new_with_error(address, error);
        if (uri == 0)
        {
            throw new StoreException($"Database:ConnectionString is no address that MongoDB's driver takes: {MongoFailure.Text(error)}");
        }

        foreach (var option in patience is null ? [] : Waits)
        {
            MongoNative.mongoc_uri_set_option_as_int32(uri, option, (int)patience.GetValueOrDefault().TotalMilliseconds);
        }

        var pool = MongoNative.mongoc_client_pool_new(uri);
        MongoNative.mongoc_uri_destroy(uri);
        if (pool == 0)
        {
            throw new StoreException("MongoDB's driver cannot be set up as Database:ConnectionString asks for. Check its options, those of TLS first.");
        }

        MongoNative.mongoc_client_pool_set_error_api(pool, ErrorsAsTheServerNumbersThem);
        return pool;
    }

    private T WithClient<T>(Func<nint, T> work)
    {
        var client = MongoNative.mongoc_client_pool_pop(_pool);
        try
        {
            return work(client);
        }
        finally
        {
            MongoNative.mongoc_client_pool_push(_pool, client);
        }
    }

    private BsonValue Run(Bson command, bool isWrite) => WithClient(client =>
    {
        var error = new byte[MongoNative.ErrorSize];
        var request = Native(command);
        var options = isWrite ? Native(Durable) : 0;
        var reply = MongoNative.NewReply();
        try
        {
            var isDone = isWrite
                ? MongoNative.mongoc_client_write_command_with_opts(client, _database, request, options, reply, error)
                : MongoNative.mongoc_client_read_command_with_opts(client, _database, request, _preferences, 0, reply, error);
            var answer = BsonValue.Document(MongoNative.Copy(reply));
            return isDone || answer["writeErrors"].Type == BsonType.Array ? answer : throw MongoFailure.Read(error);
        }
        finally
        {
            MongoNative.Free(reply);
            MongoNative.bson_destroy(request);
            if (options != 0)
            {
                MongoNative.bson_destroy(options);
            }
        }
    });

    private void Find(string collection, Bson filter, Bson options, Func<BsonValue, bool> take) => WithClient(client =>
    {
        var (wanted, how) = (Native(filter), Native(options));
        var handle = MongoNative.mongoc_client_get_collection(client, _database, collection);
        var cursor = MongoNative.mongoc_collection_find_with_opts(handle, wanted, how, _preferences);
        try
        {
            while (MongoNative.mongoc_cursor_next(cursor, out var document))
            {
                if (!take(BsonValue.Document(MongoNative.Copy(document))))
                {
                    return true;
                }
            }

            var error = new byte[MongoNative.ErrorSize];
            return !MongoNative.mongoc_cursor_error(cursor, error) ? true : throw MongoFailure.Read(error);
        }
        finally
        {
            MongoNative.mongoc_cursor_destroy(cursor);
            MongoNative.mongoc_collection_destroy(handle);
            MongoNative.bson_destroy(wanted);
            MongoNative.bson_destroy(how);
        }
    });

    private static nint Native(Bson document)
    {
        var data = document.Encode();
        var native = MongoNative.bson_new_from_data(data, data.Length);
        return native != 0 ? native : throw new InvalidOperationException("The document is no BSON.");
    }
}
