using System.Buffers.Binary;
using System.Text;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>The driver's and the server's errors as sentences: what happened, why, what to do.</summary>
internal static class MongoFailure
{
    /// <summary>A unique value is taken; https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml.</summary>
    public const int Duplicate = 11000;

    /// <summary>A collection is there already.</summary>
    public const int Exists = 48;

    /// <summary>A collection is not there.</summary>
    public const int Missing = 26;

    private const int WriteConflict = 112;

    // Domains and codes of the driver: mongoc-error.h.
    private const uint ClientDomain = 1;
    private const uint StreamDomain = 2;
    private const uint SelectionDomain = 15;
    private const uint AuthenticationCode = 11;
    private const int Unauthorized = 13;
    private const int AuthenticationFailed = 18;

    /// <summary>Whether the server gave up a write for the sake of another one at the same time: it can be sent again.</summary>
    public static bool IsPassing(int code, string message) => code == WriteConflict || message.Contains("deadlock detected", StringComparison.Ordinal);

    /// <summary>The driver's message.</summary>
    public static string Text(ReadOnlySpan<byte> error)
    {
        var text = error[(2 * sizeof(uint))..];
        return Encoding.UTF8.GetString(text[..Math.Max(0, text.IndexOf((byte)0))]);
    }

    /// <summary>The error that the driver filled in.</summary>
    public static MongoException Read(ReadOnlySpan<byte> error)
    {
        var domain = BinaryPrimitives.ReadUInt32LittleEndian(error);
        var code = BinaryPrimitives.ReadUInt32LittleEndian(error[sizeof(uint)..]);
        var message = Text(error);
        var sentence = (domain, code) switch
        {
            (SelectionDomain, _) => $"The MongoDB server cannot be reached: {message}. Check that it runs, and Database:ConnectionString.",
            (StreamDomain, _) => $"The connection to the MongoDB server broke: {message}. Whether this write was done is not known; look, and try again.",
            (ClientDomain, AuthenticationCode) or (_, AuthenticationFailed or Unauthorized) =>
                $"The MongoDB server refuses the user or the password, or the user may not do this: {message}. Check Database:ConnectionString.",
            _ => $"The MongoDB server could not do this: {message}",
        };
        return new MongoException(sentence, (int)code, isUnsure: domain == StreamDomain, isPassing: domain == SelectionDomain);
    }

    /// <summary>The fields that are taken, out of the server's message, which names the index.</summary>
    public static DuplicateException Taken(CollectionDefinition definition, string message)
    {
        var index = definition.Indexes.Where(index => index.Unique).OrderByDescending(index => index.Fields.Count)
            .FirstOrDefault(index => message.Contains(MongoSchema.Name(index), StringComparison.Ordinal));
        return new DuplicateException(definition.Name, index?.Fields ?? ["_id"]);
    }
}
