using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Migrations;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Migrations;

/// <summary>How documents are brought from schema to schema, told once; a class for each engine opens it.</summary>
public abstract class MigrationContract : IAsyncLifetime
{
    private readonly ChangeFeed _feed = new();

    private protected IDocumentStore Store { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenAsync(_feed);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _feed.Dispose();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IDocumentStore> OpenAsync(IChangePublisher publisher);

    protected abstract ValueTask CloseAsync();

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

    [Fact]
    public async Task Documents_of_0_1_0_get_readers_and_everyone_sees_what_everyone_saw()
    {
        var definitions = new ServiceCollection().AddCollections().Where(service => service.ServiceType == typeof(CollectionDefinition))
            .Select(service => (CollectionDefinition)service.ImplementationInstance!).ToArray();
        var ann = new Link("ann", "Ann");
        await OldAsync("samples", new { name = "VT-1", user = ann });
        await OldAsync("references", new { name = "Bee viruses", user = ann });
        await OldAsync("indexes", new { version = 0, reference = new Link("references", ""), user = new Link("bob", "Bob"), job_id = "j" });
        await OldAsync("analyses", new { workflow = "pathoscope", sample = new Link("samples", ""), reference = ann, index = new { id = "indexes", version = 0 }, user = ann, job_id = "j" });
        await OldAsync("imports", new { folder_id = "f", name = "a.fq", identity = "1", sample_id = "samples" });
        await OldAsync("imports", new { folder_id = "f", name = "b.fq", identity = "2", same_as = "imports" }, "same");
        await OldAsync("imports", new { folder_id = "f", name = "c.fq", identity = "3" }, "free");
        await OldAsync("files", new { name = "a.fq", import_id = "imports" });
        await OldAsync("files", new { name = "host.fa", user = ann }, "uploaded");
        foreach (var collection in new[] { "samples", "analyses", "indexes", "subtraction" })
        {
            await OldAsync("jobs", new { task = "t", subject = new Subject(collection, collection, ""), user = ann }, collection);
        }

        var migrator = new Migrator(Store, definitions, [new ReadersMigration()], TimeProvider.System, NullLogger<Migrator>.Instance);
        await migrator.MigrateAsync(Cancellation);

        string[] owned = ["everyone", "user:ann"];
        var sample = await OneAsync<Sample>("samples");
        sample.Access.ShouldHaveSingleItem().Rights.ShouldBe([Right.Read]);
        sample.Readers.ShouldBe(owned);
        (await OneAsync<Reference>("references")).Readers.ShouldBe(owned);
        (await OneAsync<Analysis>("analyses")).Readers.ShouldBe(owned);
        (await OneAsync<Import>("imports")).Readers.ShouldBe(owned);
        (await OneAsync<Import>("imports", "same")).Readers.ShouldBe(owned);
        (await OneAsync<Import>("imports", "free")).Readers.ShouldBe(["everyone"]);
        (await OneAsync<StoredFile>("files")).Readers.ShouldBe(owned);
        (await OneAsync<StoredFile>("files", "uploaded")).Readers.ShouldBe(["everyone"]);
        (await OneAsync<Job>("jobs", "samples")).Readers.ShouldBe(owned);
        (await OneAsync<Job>("jobs", "analyses")).Readers.ShouldBe(owned);
        (await OneAsync<Job>("jobs", "indexes")).Readers.ShouldBe(owned);
        (await OneAsync<Job>("jobs", "subtraction")).Readers.ShouldBe(["everyone"]);

        await new ReadersMigration().RunAsync(new MigrationDocuments(Store, definitions, "again", TimeProvider.System, NullLogger.Instance), Cancellation);
        (await OneAsync<Sample>("samples")).Revision.ShouldBe(sample.Revision);
    }

    [Fact]
    public async Task Viruses_are_given_a_history_and_indexes_a_manifest_of_their_own()
    {
        var made = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var viruses = new Link("references", "Viruses");
        await OldAsync("references", new { Name = "Viruses", Organism = "virus", CreatedAt = made, User = new Link("ann", "ann"), LatestIndex = new IndexLink("indexes", 0) });
        foreach (var name in new[] { "A", "B" })
        {
            await OldAsync(
                "otus",
                new
                {
                    Name = name, LowerName = name.ToLowerInvariant(), Abbreviation = "", Reference = viruses, Version = 0, LastIndexedVersion = 0, Verified = true,
                    Isolates = new[] { new Isolate($"i{name}", "isolate", "1", true) }, Schema = Array.Empty<Segment>(),
                },
                $"otu{name}");
            await OldAsync("sequences", new { Accession = $"NC_{name}", Definition = "", Host = "", Sequence = "ACGT", OtuId = $"otu{name}", IsolateId = $"i{name}", ReferenceId = "references" }, $"1{name}");
            await OldAsync("sequences", new { Accession = $"NC_{name}", Definition = "", Host = "", Sequence = "GGG", OtuId = $"otu{name}", IsolateId = $"i{name}", ReferenceId = "references" }, $"2{name}");
        }

        await OldAsync("indexes", new { Version = 0, CreatedAt = made, Reference = viruses, User = new Link("ann", "ann"), JobId = "job", Ready = true, HasFiles = true, Manifest = new Dictionary<string, int> { ["otuA"] = 0, ["otuB"] = 0 } });

        var services = new ServiceCollection();
        services.AddCollections();
        CollectionDefinition[] definitions = [.. services.Select(service => service.ImplementationInstance).OfType<CollectionDefinition>()];
        foreach (var definition in definitions.Where(definition => definition.Name is "history" or "index_manifests"))
        {
            await Store.EnsureAsync(definition, Cancellation);
        }

        for (var time = 0; time < 2; time++)
        {
            await new HistoryMigration().RunAsync(new MigrationDocuments(Store, definitions, "history", TimeProvider.System, NullLogger.Instance), Cancellation);
        }

        var reference = await OneAsync<Reference>("references");
        (reference.OtuCount, reference.Changes, reference.Built, reference.Ready, reference.Search, reference.Revision).ShouldBe((2, 2, 2, true, "viruses virus ", 2));
        var otu = await OneAsync<Otu>("otus", "otuA");
        (otu.Search, otu.CreatedAt, otu.Revision).ShouldBe(("a  nc_a", made, 2));
        (await Store.FindAsync("otus", Query<AnyDocument>.ById("otuA"), Cancellation)).ShouldHaveSingleItem().Has("last_indexed_version").ShouldBeFalse();
        var second = await OneAsync<Sequence>("sequences", "2A");
        (second.Length, second.Position, second.Revision).ShouldBe((3, 1, 2));
        var change = await OneAsync<Virtool.Domain.History.Change>("history", "otuB.0");
        (change.Number, change.MethodName, change.Otu, change.User.Name, change.CreatedAt).ShouldBe((2, ChangeMethod.Create, new Link("otuB", "B"), "ann", made));
        var index = await OneAsync<ReferenceIndex>("indexes");
        (index.ThroughChange, index.OtuCount, index.Revision).ShouldBe((2, 2, 2));
        (await OneAsync<IndexManifest>("index_manifests", "indexes")).Otus.ShouldBe(new Dictionary<string, int> { ["otuA"] = 0, ["otuB"] = 0 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Names_on_samples_become_labels_and_samples_are_found_and_sorted()
    {
        var services = new ServiceCollection();
        services.AddCollections();
        CollectionDefinition[] definitions = [.. services.Select(service => service.ImplementationInstance).OfType<CollectionDefinition>()];
        var ann = new Link("ann", "Ann");
        await OldAsync("samples", new { Name = "VT-7", Host = "Vitis", User = ann, Labels = new[] { "Urgent", "run 7" }, Subtractions = new[] { ann } }, "sample01");
        await OldAsync("samples", new { Name = "VT-8", User = ann, Labels = new[] { "urgent", "" } }, "sample02");
        await OldAsync("samples", new { Name = "VT-9", User = ann }, "sample03");

        for (var time = 0; time < 2; time++)
        {
            await new LabelMigration().RunAsync(new MigrationDocuments(Store, definitions, "labels", TimeProvider.System, NullLogger.Instance), Cancellation);
        }

        var labels = await Store.FindAsync("labels", Query<Label>.All.OrderBy(label => label.LowerName), Cancellation);
        labels.Select(label => label.Name).ShouldBe(["run 7", "Urgent"]);
        labels.ShouldAllBe(label => label.User == ann && LabelRules.IsColor(label.Color));
        var first = await OneAsync<Sample>("samples", "sample01");
        first.Labels.ShouldBe([labels[1].Id, labels[0].Id]);
        (first.Search, first.NameKey, first.Archived, first.ReadsVersion, first.Revision).ShouldBe(("vt-7 vitis urgent run 7 ann", SampleRules.NameKey("VT-7"), false, 1, 2));
        (await Store.FindAsync("samples", Query<Sample>.All.Where(Where<Sample>.Has(sample => sample.SubtractionIds, "ann")), Cancellation)).ShouldHaveSingleItem().Id.ShouldBe("sample01");
        (await OneAsync<Sample>("samples", "sample02")).Labels.ShouldBe([labels[1].Id]);
        (await OneAsync<Sample>("samples", "sample03")).Labels.ShouldBeEmpty();
    }

    private async Task OldAsync(string collection, object fields, string? id = null)
    {
        await Store.EnsureAsync(new CollectionDefinition(collection, []), Cancellation);
        var old = new AnyDocument
        {
            Id = id ?? collection,
            Fields = JsonSerializer.SerializeToElement(fields, Json.Stored).EnumerateObject().ToDictionary(field => field.Name, field => field.Value),
        };
        await Store.InsertAsync(collection, old, Cancellation);
    }

    private async Task<T> OneAsync<T>(string collection, string? id = null)
        where T : Document => (await Store.FindAsync(collection, Query<T>.ById(id ?? collection), Cancellation)).ShouldHaveSingleItem();

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
