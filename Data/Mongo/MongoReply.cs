using System.Globalization;

namespace Virtool.Data.Mongo;

/// <summary>What a command that writes answered.</summary>
/// <param name="Answer">The whole of it.</param>
internal readonly record struct MongoReply(BsonValue Answer)
{
    /// <summary>How many documents it found, or inserted.</summary>
    public long Count => Answer["n"].Whole;

    /// <summary>The single writes that failed: which, and why.</summary>
    public IReadOnlyList<(int At, int Code, string Message)> Errors =>
        [.. Answer["writeErrors"].Elements().Select(error => ((int)error["index"].Whole, (int)error["code"].Whole, error["errmsg"].Text ?? ""))];

    /// <summary>Itself, where nothing failed.</summary>
    /// <exception cref="MongoException">A single write failed.</exception>
    public MongoReply Whole() => Errors is [var first, ..]
        ? throw new MongoException(string.Create(CultureInfo.InvariantCulture, $"The MongoDB server could not do this: {first.Message}"), first.Code)
        : this;
}
