using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Migrations;
using Xunit;

namespace Virtool.App.Tests.Migrations;

/// <summary>How documents are brought from schema to schema, told once; a class for each engine opens it.</summary>
public abstract class MigrationContract : MigratedStoreContract
{
    [Fact]
    public async Task What_a_migration_does_not_touch_comes_back_as_it_was()
    {
        await Store.EnsureAsync(Sheet.Definition, Cancellation);
        var sheet = await Store.InsertAsync(
            "sheets",
            new Sheet
            {
                Id = Ids.New(),
                Name = "Ä \"$date\" 𝒳 \n",
                Search = "a search",
                Whole = long.MaxValue,
                Real = 1.0,
                Ready = true,
                CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero),
                Maker = new Maker("m", null),
                Readers = ["a", "2026-01-02T03:04:05.006000Z"],
            },
            Cancellation);
        var before = await RawAsync(sheet.Id);

        await Migrator(new Touch(2, document => document.With("colour", "green"))).MigrateAsync(Cancellation);

        var after = (await Store.FindAsync("sheets", Query<Sheet>.ById(sheet.Id), Cancellation)).ShouldHaveSingleItem();
        after.Readers.ShouldBe(sheet.Readers);
        (after with { Readers = sheet.Readers }).ShouldBe(sheet with { Colour = Colour.Green, Revision = 2 });
        (await RawAsync(sheet.Id)).ShouldBe(before.Replace("\"colour\":null", "\"colour\":\"green\"", StringComparison.Ordinal));
        (await Store.CountAsync("sheets", Where<Sheet>.Contains(one => one.Search, "SEARCH"), Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Dates_and_numbers_that_a_migration_reads_and_writes_are_dates_and_numbers()
    {
        await Store.EnsureAsync(Sheet.Definition, Cancellation);
        var date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero);
        await Store.InsertAsync("sheets", new Sheet { Id = "s", CreatedAt = date, Real = 2, Maker = new Maker("m", "n") }, Cancellation);
        await Migrator(new Touch(2, document => document
            .With("created_at", document.Get<DateTimeOffset>("created_at").AddDays(1))
            .With("real", document.Get<double>("real") + 1)
            .With("maker", document.Get<Maker>("maker")! with { Name = null })
            .Without("group"))).MigrateAsync(Cancellation);

        var wanted = Where<Sheet>.Is(one => one.CreatedAt, date.AddDays(1)) & Where<Sheet>.Is(one => one.Real, 3.0);
        var after = (await Store.FindAsync("sheets", Query<Sheet>.All.Where(wanted), Cancellation)).ShouldHaveSingleItem();
        after.Maker.ShouldBe(new Maker("m", null));
        var raw = (await Store.FindAsync("sheets", Query<AnyDocument>.ById("s"), Cancellation)).ShouldHaveSingleItem();
        raw.Has("group").ShouldBeFalse();
        raw.Has("name").ShouldBeTrue();
    }

    [Fact]
    public async Task An_empty_database_begins_at_the_newest_schema()
    {
        var migration = new Touch(2, _ => throw new InvalidOperationException("There is nothing to migrate."));
        (await Migrator(migration).RequireNewestAsync(Cancellation)).ShouldBe(2);
        await Migrator(migration).MigrateAsync(Cancellation);
        (await SchemaAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Documents_without_a_schema_are_of_the_first_and_go_through_all_migrations_in_their_order()
    {
        await FillAsync(1);
        var migrations = new IMigration[] { new Touch(3, Append("3")), new Touch(2, Append("2")) };
        await Migrator(migrations).MigrateAsync(Cancellation);
        await Migrator(migrations).MigrateAsync(Cancellation);
        (await SheetsAsync()).ShouldHaveSingleItem().Name.ShouldBe("23");
        (await SchemaAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Documents_of_a_newer_schema_are_refused()
    {
        await Migrator(new Touch(2, document => document)).MigrateAsync(Cancellation);
        foreach (var use in new Func<Task>[] { () => Migrator().MigrateAsync(Cancellation), () => Migrator().RequireNewestAsync(Cancellation) })
        {
            (await Should.ThrowAsync<StoreException>(use)).Message.ShouldContain("are of schema 2, and this version of Virtool knows schemas up to 1");
        }
    }

    [Fact]
    public async Task Who_may_not_migrate_refuses_an_older_schema_and_changes_nothing()
    {
        await FillAsync(1);
        var migrator = Migrator(new Touch(2, Append("2")));
        (await migrator.IsNewestAsync(Cancellation)).ShouldBeFalse();
        (await Should.ThrowAsync<StoreException>(() => migrator.RequireNewestAsync(Cancellation))).Message.ShouldContain("Start its server once");
        (await SheetsAsync()).ShouldHaveSingleItem().Revision.ShouldBe(1);
        (await Store.CountAsync(SchemaVersion.Collection, Filter.All, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_migration_that_was_killed_midway_goes_on_at_the_next_start()
    {
        const int Count = 500;
        await FillAsync(Count);
        var left = 200;
        var killed = new Touch(2, document => left-- > 0 ? Append("2")(document) : throw new OperationCanceledException("As a kill does."));
        await Should.ThrowAsync<OperationCanceledException>(() => Migrator(killed).MigrateAsync(Cancellation));
        (await SheetsAsync()).Count(sheet => sheet.Name == "2").ShouldBeInRange(1, Count - 1);
        (await Should.ThrowAsync<StoreException>(() => Migrator(killed).RequireNewestAsync(Cancellation))).Message.ShouldContain("schema 1");

        await Migrator(new Touch(2, Append("2"))).MigrateAsync(Cancellation);
        (await SheetsAsync()).ShouldAllBe(sheet => sheet.Name == "2" && sheet.Revision == 2);
        (await SchemaAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_document_that_somebody_writes_meanwhile_keeps_both_changes()
    {
        await FillAsync(3);
        var isFirst = true;
        var migration = new Windows(2, async (window, documents) =>
        {
            if (isFirst)
            {
                isFirst = false;
                var sheet = (await Store.FindAsync("sheets", Query<Sheet>.ById("00001"), Cancellation))[0];
                await Store.ReplaceAsync("sheets", sheet with { Whole = 7 }, Cancellation);
            }

            var others = await documents.GetAsync("sheets", [window[0].Id, "nobody"], Cancellation);
            others.Keys.ShouldBe([window[0].Id]);
            return [.. window.Select(Append("2"))];
        });
        await Migrator(migration).MigrateAsync(Cancellation);
        var sheets = await SheetsAsync();
        sheets.ShouldAllBe(sheet => sheet.Name == "2");
        sheets[1].Whole.ShouldBe(7);
    }

    [Fact]
    public async Task Large_documents_are_read_few_at_a_time_and_may_be_larger_than_a_batch()
    {
        await Store.EnsureAsync(Sheet.Definition, Cancellation);
        for (var i = 0; i < 6; i++)
        {
            await Store.InsertAsync("sheets", new Sheet { Id = $"l{i}", Readers = [new string('x', i % 2 == 0 ? 3_000_000 : 9_000_000)] }, Cancellation);
        }

        await Migrator(new Touch(2, Append("2"))).MigrateAsync(Cancellation);
        (await SheetsAsync()).ShouldAllBe(sheet => sheet.Name == "2" && sheet.Readers[0]!.Length >= 3_000_000);
    }

    [Fact]
    public async Task A_database_that_is_being_restored_is_refused()
    {
        await Store.EnsureAsync(new CollectionDefinition(SchemaVersion.Collection, []), Cancellation);
        await Store.InsertAsync(SchemaVersion.Collection, new SchemaVersion { Id = SchemaVersion.OnlyId, Version = 1, Restoring = true }, Cancellation);
        (await Should.ThrowAsync<StoreException>(() => Migrator().MigrateAsync(Cancellation))).Message.ShouldContain("not whole");
    }

    /// <summary>A document as the engine has it, without what every write changes.</summary>
    private async Task<string> RawAsync(string id)
    {
        var document = (await Store.FindAsync("sheets", Query<AnyDocument>.ById(id), Cancellation)).ShouldHaveSingleItem();
        return JsonSerializer.Serialize(document with { Revision = 0 }, Json.Typed);
    }

    private async Task FillAsync(int count)
    {
        await Store.EnsureAsync(Sheet.Definition, Cancellation);
        var sheets = Enumerable.Range(0, count).Select(i => new Sheet { Id = i.ToString("D5", CultureInfo.InvariantCulture), Name = "" });
        foreach (var batch in sheets.Chunk(250))
        {
            await Store.BatchAsync([.. batch.Select(sheet => new Write.Insert("sheets", sheet))], Cancellation);
        }
    }

    private async Task<IReadOnlyList<Sheet>> SheetsAsync() => await Store.FindAsync("sheets", Query<Sheet>.All, Cancellation);

    private async Task<int> SchemaAsync() => (await Store.FindAsync(SchemaVersion.Collection, Query<SchemaVersion>.All, Cancellation)).ShouldHaveSingleItem().Version;

    private Migrator Migrator(params IMigration[] migrations) =>
        new(Store, [Sheet.Definition, new(SchemaVersion.Collection, [])], migrations, TimeProvider.System, NullLogger<Migrator>.Instance);

    /// <summary>Adds a word to the name, once.</summary>
    private static Func<AnyDocument, AnyDocument> Append(string word) => document =>
        document.Get<string>("name") is var name && name?.Contains(word, StringComparison.Ordinal) == true ? document : document.With("name", name + word);

    private sealed class Touch(int version, Func<AnyDocument, AnyDocument> change) : IMigration
    {
        public int Version => version;

        public string Name => "a change";

        public Task RunAsync(MigrationDocuments documents, CancellationToken cancellation) => documents.ChangeAsync("sheets", change, cancellation);
    }

    private sealed class Windows(int version, Func<IReadOnlyList<AnyDocument>, MigrationDocuments, Task<IReadOnlyList<AnyDocument>>> change) : IMigration
    {
        public int Version => version;

        public string Name => "a change of windows";

        public Task RunAsync(MigrationDocuments documents, CancellationToken cancellation) =>
            documents.ChangeAsync("sheets", (window, _) => change(window, documents), cancellation);
    }
}
