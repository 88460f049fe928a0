namespace Virtool.Files.Rules.Sheets;

/// <summary>What the sheets of a folder say of files that belong together.</summary>
internal abstract record SheetVerdict
{
    /// <summary>Nothing.</summary>
    public sealed record None : SheetVerdict;

    /// <summary>A sheet was written just now: what it says is known when it is quiet.</summary>
    public sealed record Unquiet(DateTimeOffset Until) : SheetVerdict;

    /// <summary>The sheet that names them has mistakes.</summary>
    public sealed record Wrong(string Reason) : SheetVerdict;

    /// <summary>What the sample is.</summary>
    public sealed record Named(SheetEntry Entry) : SheetVerdict;
}
