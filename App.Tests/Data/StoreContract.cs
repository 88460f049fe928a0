using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>What every engine does, told once; a class for each engine opens it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private IDocumentStore _store = null!;

    internal ChangeFeed Feed { get; } = new();

    internal Collection<Sheet> Sheets { get; private set; } = null!;

    internal IDocumentStore Store => _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync(Feed);
        await _store.EnsureAsync(Sheet.Definition, Cancellation);
        await _store.EnsureAsync(Sheet.Bare, Cancellation);
        Sheets = new Collection<Sheet>(_store, Sheet.Definition);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Feed.Dispose();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IDocumentStore> OpenAsync(IChangePublisher publisher);

    protected abstract ValueTask CloseAsync();

    [Fact]
    public async Task A_document_comes_back_as_it_was_written()
    {
        var sheet = new Sheet
        {
            Id = Ids.New(),
            Name = "Ä \"quoted\" 𝒳 'x' \n",
            Whole = long.MaxValue,
            Real = 0.1,
            Ready = true,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            Colour = Colour.DeepRed,
            Maker = new Maker("m", null),
            Readers = ["a", "b"],
        };
        var inserted = await Sheets.InsertAsync(sheet, Cancellation);
        inserted.Revision.ShouldBe(1);
        var read = await Sheets.GetAsync(sheet.Id, Cancellation);
        read.ShouldNotBeNull();
        read.Readers.ShouldBe(sheet.Readers);
        (read with { Readers = sheet.Readers }).ShouldBe(sheet with { Revision = 1 });
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        var error = await Should.ThrowAsync<DuplicateException>(() => Sheets.InsertAsync(sheet, Cancellation));
        error.Fields.ShouldBe(["_id"]);
    }

    [Fact]
    public async Task A_unique_value_is_taken_once_and_null_by_everybody()
    {
        var first = await Sheets.InsertAsync(new Sheet { Id = Ids.New(), Group = "g", Name = "n" }, Cancellation);
        await Sheets.InsertAsync(new Sheet { Id = Ids.New(), Group = "g" }, Cancellation);
        var other = await Sheets.InsertAsync(new Sheet { Id = Ids.New(), Group = "g" }, Cancellation);
        var error = await Should.ThrowAsync<DuplicateException>(() => Sheets.InsertAsync(first with { Id = Ids.New() }, Cancellation));
        error.Fields.ShouldBe(["group", "name"]);
        error = await Should.ThrowAsync<DuplicateException>(() => Sheets.ReplaceAsync(other with { Name = "n" }, Cancellation));
        error.Fields.ShouldBe(["group", "name"]);
        (await Sheets.DeleteAsync(first.Id, Cancellation)).ShouldBeTrue();
        (await Sheets.ReplaceAsync(other with { Name = "n" }, Cancellation)).ShouldNotBeNull().Revision.ShouldBe(2);
    }

    [Fact]
    public async Task A_replacement_needs_the_revision_that_was_read()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        (await Sheets.ReplaceAsync(sheet with { Whole = 1 }, Cancellation)).ShouldNotBeNull().Revision.ShouldBe(2);
        (await Sheets.ReplaceAsync(sheet with { Whole = 2 }, Cancellation)).ShouldBeNull();
        (await Sheets.GetAsync(sheet.Id, Cancellation)).ShouldNotBeNull().Whole.ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_says_whether_there_was_something()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        (await Sheets.DeleteAsync(sheet.Id, Cancellation)).ShouldBeTrue();
        (await Sheets.DeleteAsync(sheet.Id, Cancellation)).ShouldBeFalse();
        (await Sheets.GetAsync(sheet.Id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Fifty_writers_of_one_document_lose_nothing()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Sheets.UpdateAsync(sheet.Id, before => before with { Whole = before.Whole + 1 }, Cancellation))));
        var after = await Sheets.GetAsync(sheet.Id, Cancellation);
        after.ShouldNotBeNull().Whole.ShouldBe(50);
        after.Revision.ShouldBe(51);
    }

    [Fact]
    public async Task Writers_of_one_time_fail_each_for_itself()
    {
        var writes = Enumerable.Range(0, 200).Select(i => Sheets.InsertAsync(new Sheet { Id = Ids.New(), Group = "g", Name = $"{i % 100}" }, Cancellation)).ToArray();
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        writes.Count(write => write.IsCompletedSuccessfully).ShouldBe(100);
        writes.Count(write => write.Exception?.InnerException is DuplicateException).ShouldBe(100);
        (await Sheets.CountAsync(null, Cancellation)).ShouldBe(100);
    }

    [Fact]
    public async Task A_batch_is_done_as_a_whole()
    {
        var gone = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        var changed = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        var added = new Sheet { Id = Ids.New(), Name = "added" };
        await Store.BatchAsync([Sheets.ToInsert(added), Sheets.ToReplace(changed with { Whole = 5 }), Sheets.ToDelete(gone.Id, 1), Sheets.ToDelete("nothing")], Cancellation);
        (await Sheets.GetAsync(added.Id, Cancellation)).ShouldNotBeNull().Revision.ShouldBe(1);
        (await Sheets.GetAsync(changed.Id, Cancellation)).ShouldNotBeNull().Revision.ShouldBe(2);
        (await Sheets.GetAsync(gone.Id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_hands_ids_and_unique_values_on()
    {
        var first = await Sheets.InsertAsync(new Sheet { Id = "first", Group = "g", Name = "a" }, Cancellation);
        await Sheets.InsertAsync(new Sheet { Id = "second", Group = "g", Name = "b" }, Cancellation);
        var next = new Sheet { Id = "next", Group = "g", Name = "a" };
        var again = new Sheet { Id = "second", Group = "g", Name = "b", Whole = 2 };
        await Store.BatchAsync([Sheets.ToReplace(first with { Name = "c" }), Sheets.ToInsert(next), Sheets.ToDelete("second"), Sheets.ToInsert(again)], Cancellation);
        await Store.BatchAsync([Sheets.ToDelete("next"), Sheets.ToInsert(next with { Id = "last" })], Cancellation);
        (await Sheets.FindAsync(Query<Sheet>.All, Cancellation)).Select(sheet => $"{sheet.Id}:{sheet.Name}:{sheet.Whole}").ShouldBe(["first:c:0", "last:a:0", "second:b:2"]);
    }

    [Fact]
    public async Task A_date_is_kept_and_compared_to_the_millisecond()
    {
        var date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, 912, TimeSpan.FromHours(2));
        await Sheets.InsertAsync(new Sheet { Id = "a", CreatedAt = date }, Cancellation);
        await Sheets.InsertAsync(new Sheet { Id = "b", CreatedAt = DateTimeOffset.UnixEpoch.AddTicks(-1) }, Cancellation);
        var read = (await Sheets.FindAsync(Where<Sheet>.Is(sheet => sheet.CreatedAt, date), Cancellation)).ShouldHaveSingleItem();
        read.CreatedAt.ShouldBe(date.AddMicroseconds(-912));
        (await Sheets.CountAsync(Where<Sheet>.Above(sheet => sheet.CreatedAt, date), Cancellation)).ShouldBe(0);
        (await Sheets.GetAsync("b", Cancellation)).ShouldNotBeNull().CreatedAt.ShouldBe(DateTimeOffset.UnixEpoch.AddMilliseconds(-1));
    }

    [Fact]
    public async Task A_batch_with_a_conflict_does_nothing_and_tells_nobody()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        using var subscription = Feed.Subscribe();
        var added = new Sheet { Id = Ids.New() };
        await Should.ThrowAsync<ConflictException>(() => Store.BatchAsync([Sheets.ToInsert(added), Sheets.ToReplace(sheet with { Revision = 7 })], Cancellation));
        await Should.ThrowAsync<ConflictException>(() => Store.BatchAsync([Sheets.ToInsert(added), Sheets.ToDelete(sheet.Id, 7)], Cancellation));
        await Should.ThrowAsync<DuplicateException>(() => Store.BatchAsync([Sheets.ToInsert(added), Sheets.ToInsert(sheet)], Cancellation));
        (await Sheets.CountAsync(null, Cancellation)).ShouldBe(1);
        var last = await Sheets.InsertAsync(new Sheet { Id = Ids.New() }, Cancellation);
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            batch.Changes.Select(change => change.Id).ShouldBe([last.Id]);
            break;
        }
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused_in_a_sentence()
    {
        var writes = Enumerable.Range(0, 9).Select(_ => Sheets.ToInsert(new Sheet { Id = Ids.New(), Name = new string('x', 1024 * 1024) })).ToArray();
        var error = await Should.ThrowAsync<StoreException>(() => Store.BatchAsync(writes, Cancellation));
        error.Message.ShouldContain("several batches");
        (await Sheets.CountAsync(null, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_document_of_ten_megabytes_is_kept()
    {
        var sheet = await Sheets.InsertAsync(new Sheet { Id = Ids.New(), Name = new string('ä', 5 * 1024 * 1024) }, Cancellation);
        (await Sheets.GetAsync(sheet.Id, Cancellation)).ShouldNotBeNull().Name.ShouldBe(sheet.Name);
    }

    [Fact]
    public async Task Every_write_is_published_in_the_order_of_the_commits()
    {
        using var subscription = Feed.Subscribe();
        var sheet = await Sheets.InsertAsync(new Sheet { Id = "one" }, Cancellation);
        await Sheets.InsertAsync(new Sheet { Id = "two" }, Cancellation);
        await Sheets.ReplaceAsync(sheet with { Whole = 1 }, Cancellation);
        await Sheets.DeleteAsync("two", Cancellation);
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            batch.Resync.ShouldBeFalse();
            batch.Changes.Select(change => (change.Collection, change.Operation, change.Id, change.Revision)).ShouldBe(
                [("sheets", ChangeOperation.Insert, "one", 2), ("sheets", ChangeOperation.Delete, "two", 1)]);
            batch.Position.Sequence.ShouldBe(subscription.Start.Sequence + 4);
            break;
        }
    }

    [Theory]
    [InlineData("MÜNCHEN")]
    [InlineData("munchen 100%_'x'")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("")]
    [InlineData("n 1")]
    public async Task Contains_takes_every_character_literally(string text)
    {
        await Sheets.InsertAsync(new Sheet { Id = "hit", Name = "a", Search = "München 100%_'x' \"y\"" }, Cancellation);
        await Sheets.InsertAsync(new Sheet { Id = "miss", Search = text.Length == 0 ? null : "Berlin" }, Cancellation);
        (await Sheets.FindAsync(Where<Sheet>.Contains(sheet => sheet.Search, text), Cancellation)).Select(sheet => sheet.Id).ShouldBe(["hit"]);
    }

    [Fact]
    public async Task The_index_of_texts_follows_changes()
    {
        var contains = Where<Sheet>.Contains(sheet => sheet.Search, "virus");
        var sheet = await Sheets.InsertAsync(new Sheet { Id = "a", Search = "Tobacco mosaic VIRUS" }, Cancellation);
        (await Sheets.CountAsync(contains, Cancellation)).ShouldBe(1);
        sheet = await Sheets.ReplaceAsync(sheet with { Search = "viroid" }, Cancellation);
        (await Sheets.CountAsync(contains, Cancellation)).ShouldBe(0);
        sheet = await Sheets.ReplaceAsync(sheet! with { Search = "virus again" }, Cancellation);
        (await Sheets.CountAsync(contains, Cancellation)).ShouldBe(1);
        await Sheets.DeleteAsync(sheet!.Id, Cancellation);
        (await Sheets.CountAsync(contains, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task The_index_of_elements_follows_changes()
    {
        var has = Where<Sheet>.Has(sheet => sheet.Readers, "x");
        var sheet = await Sheets.InsertAsync(new Sheet { Id = "a", Readers = ["x", "y", "x"] }, Cancellation);
        (await Sheets.FindAsync(has, Cancellation)).Count.ShouldBe(1);
        sheet = await Sheets.ReplaceAsync(sheet with { Readers = ["y"] }, Cancellation);
        (await Sheets.CountAsync(has, Cancellation)).ShouldBe(0);
        await Sheets.ReplaceAsync(sheet! with { Readers = ["x"] }, Cancellation);
        (await Sheets.CountAsync(has, Cancellation)).ShouldBe(1);
        await Sheets.DeleteAsync("a", Cancellation);
        (await Sheets.CountAsync(has, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task An_index_made_later_holds_what_was_there()
    {
        var bare = new Collection<Sheet>(Store, Sheet.Bare);
        await bare.InsertAsync(new Sheet { Id = "a", Readers = ["x"], Search = "Ährenfeld" }, Cancellation);
        await Store.EnsureAsync(Sheet.Definition with { Name = Sheet.Bare.Name }, Cancellation);
        (await bare.CountAsync(Where<Sheet>.Has(sheet => sheet.Readers, "x"), Cancellation)).ShouldBe(1);
        (await bare.CountAsync(Where<Sheet>.Contains(sheet => sheet.Search, "ahren"), Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Pages_of_an_order_with_ties_hold_each_document_once()
    {
        for (var i = 0; i < 25; i++)
        {
            await Sheets.InsertAsync(new Sheet { Id = Ids.New(), Whole = i % 3 }, Cancellation);
        }

        var query = Query<Sheet>.All.OrderBy(sheet => sheet.Whole, descending: true);
        var pages = new List<Sheet>();
        for (var skip = 0; skip < 30; skip += 10)
        {
            pages.AddRange(await Sheets.FindAsync(query.Window(skip, 10), Cancellation));
        }

        pages.Select(sheet => sheet.Id).ShouldBe((await Sheets.FindAsync(query, Cancellation)).Select(sheet => sheet.Id));
        pages.Select(sheet => sheet.Id).Distinct().Count().ShouldBe(25);
    }

    [Fact]
    public async Task A_collection_that_was_not_made_is_named()
    {
        var error = await Should.ThrowAsync<StoreException>(() => Store.CountAsync("nowhere", Filter.All, Cancellation));
        error.Message.ShouldContain("nowhere");
    }
}
