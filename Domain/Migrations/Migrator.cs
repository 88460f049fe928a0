using Microsoft.Extensions.Logging;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Domain.Migrations;

/// <summary>Brings the documents of a database to the schema of this version, and refuses those of a newer one.</summary>
public sealed class Migrator
{
    /// <summary>The schema of a database that says nothing of it: that of version 0.1.0.</summary>
    public const int First = 1;

    private readonly IDocumentStore _store;
    private readonly CollectionDefinition[] _definitions;
    private readonly IMigration[] _migrations;
    private readonly TimeProvider _clock;
    private readonly ILogger<Migrator> _logger;

    /// <param name="store">The engine.</param>
    /// <param name="definitions">The collections as this version has them.</param>
    /// <param name="migrations">Every migration; together they lead, one by one, from the first schema to the newest.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    public Migrator(
        IDocumentStore store, IEnumerable<CollectionDefinition> definitions, IEnumerable<IMigration> migrations, TimeProvider clock, ILogger<Migrator> logger)
    {
        _store = store;
        _definitions = [.. definitions];
        _migrations = [.. migrations.OrderBy(migration => migration.Version)];
        _clock = clock;
        _logger = logger;
        if (!_migrations.Select(migration => migration.Version).SequenceEqual(Enumerable.Range(First + 1, _migrations.Length)))
        {
            throw new ArgumentException($"Migrations lead from one schema to the next, from {First} on.", nameof(migrations));
        }
    }

    /// <summary>The schema of this version.</summary>
    public int Newest => First + _migrations.Length;

    /// <summary>
    /// Brings the documents to the newest schema. For the owner of the database alone, before anything reads or writes documents; safe to be
    /// killed at any moment, and run again.
    /// </summary>
    /// <exception cref="StoreException">The documents are of a newer schema, or not whole.</exception>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        var schema = await ReadAsync(cancellation);
        foreach (var migration in _migrations.Where(migration => migration.Version > schema.Version))
        {
            var name = $"Migration to schema {migration.Version} ({migration.Name})";
            _logger.LogInformation("{Migration}: it begins. It may be broken off, and goes on at the next start.", name);
            var start = _clock.GetTimestamp();
            await migration.RunAsync(new MigrationDocuments(_store, _definitions, name, _clock, _logger), cancellation);
            schema = await WriteAsync(schema with { Version = migration.Version }, cancellation);
            _logger.LogInformation("{Migration}: done in {Seconds:N1} s.", name, _clock.GetElapsedTime(start).TotalSeconds);
        }
    }

    /// <summary>For those who may not migrate: whether somebody has brought the documents to the newest schema. An empty database begins with it.</summary>
    /// <exception cref="StoreException">The documents are of a newer schema, or not whole.</exception>
    public async Task<bool> IsNewestAsync(CancellationToken cancellation = default) => (await ReadAsync(cancellation)).Version == Newest;

    /// <summary>For those who may not migrate: refuses documents of another schema than that of this version.</summary>
    /// <returns>The schema.</returns>
    /// <exception cref="StoreException">They are of an older or of a newer schema, or not whole.</exception>
    public async Task<int> RequireNewestAsync(CancellationToken cancellation = default)
    {
        var schema = await ReadAsync(cancellation);
        return schema.Version == Newest ? Newest : throw new StoreException(
            $"The documents are of schema {schema.Version}, and this version of Virtool works with schema {Newest}. Start its server once, which brings them up to date, then try again.");
    }

    private async Task<SchemaVersion> ReadAsync(CancellationToken cancellation)
    {
        await _store.EnsureAsync(new CollectionDefinition(SchemaVersion.Collection, []), cancellation);
        var schema = await FindAsync(cancellation) ?? await BeginAsync(cancellation);
        if (schema.Restoring)
        {
            throw new StoreException(
                "A backup was being restored into this database, and that was broken off: its documents are not whole. Drop the database, then restore the backup again.");
        }

        return schema.Version <= Newest ? schema : throw new StoreException(
            $"The documents are of schema {schema.Version}, and this version of Virtool knows schemas up to {Newest}: a newer version has written them. Use that version or a later one, or restore a backup from before the update.");
    }

    private async Task<SchemaVersion?> FindAsync(CancellationToken cancellation) =>
        await _store.FindAsync(SchemaVersion.Collection, Query<SchemaVersion>.ById(SchemaVersion.OnlyId), cancellation) is [var schema] ? schema : null;

    /// <summary>The schema of a database that says nothing of it: of an empty one the newest, which is written down at once.</summary>
    private async Task<SchemaVersion> BeginAsync(CancellationToken cancellation)
    {
        if (await HoldsDocumentsAsync(cancellation))
        {
            return new SchemaVersion { Id = SchemaVersion.OnlyId, Version = First };
        }

        try
        {
            return await WriteAsync(new SchemaVersion { Id = SchemaVersion.OnlyId, Version = Newest }, cancellation);
        }
        catch (DuplicateException)
        {
            // Another process has begun at the same time.
            return (await FindAsync(cancellation))!;
        }
    }

    private async Task<bool> HoldsDocumentsAsync(CancellationToken cancellation)
    {
        foreach (var definition in _definitions.Where(definition => definition.Name != SchemaVersion.Collection))
        {
            await _store.EnsureAsync(definition with { Indexes = [] }, cancellation);
            if ((await _store.FindAsync(definition.Name, Query<AnyDocument>.All.Window(0, 1), cancellation)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<SchemaVersion> WriteAsync(SchemaVersion schema, CancellationToken cancellation)
    {
        var now = schema with { Since = _clock.GetUtcNow() };
        if (now.Revision == 0)
        {
            return await _store.InsertAsync(SchemaVersion.Collection, now, cancellation);
        }

        return await _store.ReplaceAsync(SchemaVersion.Collection, now, cancellation)
            ?? throw new StoreException("Another server has migrated the documents at the same time. Start this one again.");
    }
}
