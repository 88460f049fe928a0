namespace Virtool.Benchmarks.Store;

/// <summary>One of the two that are measured: it does the same to the same documents.</summary>
internal interface IEngine : IAsyncDisposable
{
    /// <summary>How many documents a page has.</summary>
    public const int Page = 25;

    /// <summary>Inserts many, in few transactions.</summary>
    Task FillAsync(IEnumerable<Specimen> specimens);

    /// <summary>Inserts one, in a transaction that is on disk when this returns.</summary>
    Task InsertAsync(Specimen specimen);

    /// <summary>The document with the id.</summary>
    Task<IReadOnlyList<Specimen>> FindAsync(string id);

    /// <summary>The newest page of an owner's.</summary>
    Task<IReadOnlyList<Specimen>> PageAsync(string owner);

    /// <summary>The newest page of those whose search text contains the text.</summary>
    Task<IReadOnlyList<Specimen>> ContainAsync(string text);
}
