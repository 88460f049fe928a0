using FsCheck;
using FsCheck.Fluent;
using Virtool.Data.Queries;

namespace Virtool.App.Tests.Data;

/// <summary>Random documents and random queries over them, from few enough values that they meet.</summary>
internal static class RandomSheets
{
    private static readonly string?[] Texts =
    [
        null, "", "a", "A", "ab", "Äb", "abc", "ABC", "äbc", "xAbCx", "İstanbul", "ﬁne", "fine", "%", "a_b", "\"q\"", "it's", "\uE000", "\U0001F600", "日本語テスト", "Straße", "\u0301", "a\0b",
    ];

    private static readonly double?[] Reals = [null, -1.5, 0, 1, 1.5, 2, 1e17, 9007199254740993];

    private static readonly long[] Wholes = [long.MinValue, -1, 0, 1, 2, 9007199254740992, 9007199254740993, long.MaxValue];

    private static readonly DateTimeOffset?[] Dates =
        [null, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(2)), new(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero)];

    private static readonly bool?[] Truths = [null, true, false];

    private static readonly Colour?[] Colours = [null, Colour.DeepRed, Colour.Green];

    public static Gen<Sheet[]> Documents { get; } = Document().ArrayOf(12).Select(sheets => sheets.Select((sheet, i) => sheet with { Id = $"id{i}" }).ToArray());

    public static Gen<Query<Sheet>> Queries { get; } =
        from filter in Filters(3)
        from sorts in SortGen().ListOf()
        from skip in Gen.Choose(0, 4)
        from limit in Gen.Choose(0, 8)
        select new Query<Sheet> { Filter = filter, Sorts = [.. sorts.Take(3)], Skip = skip, Limit = limit };

    private static Gen<Sheet> Document() =>
        from name in Gen.Elements(Texts)
        from search in Gen.Elements(Texts)
        from whole in Gen.Elements(Wholes)
        from real in Gen.Elements(Reals)
        from ready in Gen.Elements(Truths)
        from date in Gen.Elements(Dates)
        from colour in Gen.Elements(Colours)
        from maker in Gen.Elements(Texts)
        from readers in Gen.Elements(Texts).ListOf()
        select new Sheet
        {
            Id = "",
            Name = name,
            Search = search,
            Whole = whole,
            Real = real,
            Ready = ready,
            CreatedAt = date,
            Colour = colour,
            Maker = maker is null ? null : new Maker(maker, null),
            Readers = [.. readers],
        };

    private static Gen<Filter> Filters(int depth) => depth == 0
        ? Leaf()
        : Gen.OneOf(
            Leaf(),
            Filters(depth - 1).ListOf().Select(Filter (parts) => new Filter.And([.. parts.Take(3)])),
            Filters(depth - 1).ListOf().Select(Filter (parts) => new Filter.Or([.. parts.Take(3)])));

    private static Gen<Filter> Leaf() => Gen.OneOf(
        ValueGen().SelectMany(pair => Gen.Elements<Filter>(new Filter.Equal(pair.Field, pair.Value), new Filter.NotEqual(pair.Field, pair.Value))),
        OfOneField().Select(Filter (pair) => new Filter.In(pair.Field, pair.Values)),
        OfOneField().Select(Filter (pair) => Range(pair.Field, pair.Values)),
        Gen.Elements(Texts).Select(text => Where<Sheet>.Contains(sheet => sheet.Search, text ?? "bc")),
        Gen.Elements(Texts).Select(text => Where<Sheet>.Contains(sheet => sheet.Name, text ?? "BC")),
        Gen.Elements(Texts).Select(text => Where<Sheet>.Has(sheet => sheet.Readers, text)),
        Gen.Elements(Texts).Two().Select(Filter (texts) => new Filter.Or([Where<Sheet>.Has(sheet => sheet.Readers, texts.Item1), Where<Sheet>.Has(sheet => sheet.Readers, texts.Item2)])));

    private static Gen<(string Field, object? Value)> ValueGen() => OfOneField().Select(pair => (pair.Field, pair.Values.Length == 0 ? null : pair.Values[0]));

    private static Gen<(string Field, object?[] Values)> OfOneField() => Gen.OneOf(
        Some("name", Texts.Cast<object?>()),
        Some("search", Texts.Cast<object?>()),
        Some("maker.id", Texts.Cast<object?>()),
        Some("maker.nothing", Texts.Cast<object?>()),
        Some("whole", Wholes.Cast<object?>().Concat(Reals.Cast<object?>())),
        Some("real", Wholes.Cast<object?>().Concat(Reals.Cast<object?>())),
        Some("ready", Truths.Cast<object?>()),
        Some("created_at", Dates.Cast<object?>()),
        Some("colour", Colours.Select(colour => Field.Value(colour))),
        Some("_id", ["id0", "id1", "id7"]));

    private static Gen<(string Field, object?[] Values)> Some(string field, IEnumerable<object?> values) =>
        Gen.Elements(values.ToArray()).ArrayOf().Select(some => (field, some.Take(4).ToArray()));

    private static Filter.Range Range(string field, object?[] values) => values.Length switch
    {
        0 => new Filter.Range(field),
        1 => new Filter.Range(field, AtLeast: values[0]),
        2 => new Filter.Range(field, Above: values[0], AtMost: values[1]),
        3 => new Filter.Range(field, AtMost: values[0]),
        _ => new Filter.Range(field, AtLeast: values[0], Below: values[1]),
    };

    private static Gen<Sort> SortGen() =>
        from field in Gen.Elements("name", "whole", "real", "ready", "created_at", "colour", "maker.id", "nothing")
        from isDown in Gen.Elements(true, false)
        select new Sort(field, isDown);
}
