using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
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

/// <summary>What each migration makes of documents as earlier versions of Virtool wrote them; a class for each engine opens it.</summary>
public abstract class OldDocumentsContract : MigratedStoreContract
{
    private readonly CollectionDefinition[] _definitions =
        [.. new ServiceCollection().AddCollections().Select(service => service.ImplementationInstance).OfType<CollectionDefinition>()];

    [Fact]
    public async Task Documents_of_0_1_0_get_readers_and_everyone_sees_what_everyone_saw()
    {
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

        var migrator = new Migrator(Store, _definitions, [new ReadersMigration()], TimeProvider.System, NullLogger<Migrator>.Instance);
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

        await new ReadersMigration().RunAsync(new MigrationDocuments(Store, _definitions, "again", TimeProvider.System, NullLogger.Instance), Cancellation);
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

        foreach (var definition in _definitions.Where(definition => definition.Name is "history" or "index_manifests"))
        {
            await Store.EnsureAsync(definition, Cancellation);
        }

        for (var time = 0; time < 2; time++)
        {
            await new HistoryMigration().RunAsync(new MigrationDocuments(Store, _definitions, "history", TimeProvider.System, NullLogger.Instance), Cancellation);
        }

        var reference = await OneAsync<Reference>("references");
        (reference.OtuCount, reference.Changes, reference.Built, reference.Ready, reference.Search, reference.Revision).ShouldBe((2, 2, 2, true, "viruses virus ", 2));
        var otu = await OneAsync<Otu>("otus", "otuA");
        (otu.Search, otu.CreatedAt, otu.Revision).ShouldBe(("a  nc_a", made, 2));
        (await Store.FindAsync("otus", Query<AnyDocument>.ById("otuA"), Cancellation)).ShouldHaveSingleItem().Has("last_indexed_version").ShouldBeFalse();
        var second = await OneAsync<Sequence>("sequences", "2A");
        (second.Length, second.Position, second.Revision).ShouldBe((3, 1, 2));
        var change = await OneAsync<Change>("history", "otuB.0");
        (change.Number, change.MethodName, change.Otu, change.User.Name, change.CreatedAt).ShouldBe((2, ChangeMethod.Create, new Link("otuB", "B"), "ann", made));
        var index = await OneAsync<ReferenceIndex>("indexes");
        (index.ThroughChange, index.OtuCount, index.Revision).ShouldBe((2, 2, 2));
        (await OneAsync<IndexManifest>("index_manifests", "indexes")).Otus.ShouldBe(new Dictionary<string, int> { ["otuA"] = 0, ["otuB"] = 0 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Names_on_samples_become_labels_and_samples_are_found_and_sorted()
    {
        var ann = new Link("ann", "Ann");
        await OldAsync("samples", new { Name = "VT-7", Host = "Vitis", User = ann, Labels = new[] { "Urgent", "run 7" }, Subtractions = new[] { ann } }, "sample01");
        await OldAsync("samples", new { Name = "VT-8", User = ann, Labels = new[] { "urgent", "" } }, "sample02");
        await OldAsync("samples", new { Name = "VT-9", User = ann }, "sample03");

        for (var time = 0; time < 2; time++)
        {
            await new LabelMigration().RunAsync(new MigrationDocuments(Store, _definitions, "labels", TimeProvider.System, NullLogger.Instance), Cancellation);
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
}
