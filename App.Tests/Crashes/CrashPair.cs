using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Crashes;

/// <summary>One of two documents that are always written in one batch, with the same number.</summary>
internal sealed record CrashPair : Document
{
    public long Number { get; init; }

    /// <summary>Text of some length, with an index of its own: a write is more than one row.</summary>
    public string Search { get; init; } = "";

    /// <summary>The first of each two.</summary>
    public static CollectionDefinition Left { get; } = new("left", [Index<CrashPair>.On(pair => pair.Number), Index<CrashPair>.Text(pair => pair.Search)]);

    /// <summary>The second.</summary>
    public static CollectionDefinition Right { get; } = new("right", [Index<CrashPair>.On(pair => pair.Number)]);
}
