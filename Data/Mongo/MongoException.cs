using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>The server or the way to it failed.</summary>
internal sealed class MongoException(string message, int code, bool isUnsure = false, bool isPassing = false) : StoreException(message)
{
    /// <summary>The server's code, or the driver's.</summary>
    public int Code { get; } = code;

    /// <inheritdoc />
    public override bool IsPassing { get; } = isPassing || isUnsure;

    /// <summary>Whether the server may have done it nevertheless.</summary>
    public bool IsUnsure { get; } = isUnsure;
}
