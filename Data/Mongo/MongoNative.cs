using System.Runtime.InteropServices;

namespace Virtool.Data.Mongo;

/// <summary>
/// The functions of the C driver that are used, by their own names (https://mongoc.org/libmongoc/current/). A pool is safe for threads, a
/// client and what is made from it are not. Calls block.
/// </summary>
internal static partial class MongoNative
{
    /// <summary>The size of a <c>bson_error_t</c>: the domain, the code, and a message of 504 bytes.</summary>
    public const int ErrorSize = 512;

    /// <summary>The size and the alignment of a <c>bson_t</c>.</summary>
    private const int DocumentSize = 128;

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_init();

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_log_set_handler(nint handler, nint data);

    [LibraryImport(MongoLibrary.Driver, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint mongoc_uri_new_with_error(string uri, Span<byte> error);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_uri_destroy(nint uri);

    [LibraryImport(MongoLibrary.Driver, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_uri_set_option_as_int32(nint uri, string option, int value);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial nint mongoc_client_pool_new(nint uri);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_client_pool_destroy(nint pool);

    [LibraryImport(MongoLibrary.Driver)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_client_pool_set_error_api(nint pool, int version);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial nint mongoc_client_pool_pop(nint pool);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_client_pool_push(nint pool, nint client);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial nint mongoc_read_prefs_new(int mode);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_read_prefs_destroy(nint preferences);

    [LibraryImport(MongoLibrary.Driver, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_client_write_command_with_opts(nint client, string database, nint command, nint options, nint reply, Span<byte> error);

    [LibraryImport(MongoLibrary.Driver, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_client_read_command_with_opts(
        nint client, string database, nint command, nint preferences, nint options, nint reply, Span<byte> error);

    [LibraryImport(MongoLibrary.Driver, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint mongoc_client_get_collection(nint client, string database, string collection);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_collection_destroy(nint collection);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial nint mongoc_collection_find_with_opts(nint collection, nint filter, nint options, nint preferences);

    [LibraryImport(MongoLibrary.Driver)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_cursor_next(nint cursor, out nint document);

    [LibraryImport(MongoLibrary.Driver)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool mongoc_cursor_error(nint cursor, Span<byte> error);

    [LibraryImport(MongoLibrary.Driver)]
    internal static partial void mongoc_cursor_destroy(nint cursor);

    [LibraryImport(MongoLibrary.Bson)]
    internal static partial void bson_init(nint document);

    [LibraryImport(MongoLibrary.Bson)]
    internal static partial nint bson_new_from_data(ReadOnlySpan<byte> data, nint length);

    [LibraryImport(MongoLibrary.Bson)]
    internal static partial nint bson_get_data(nint document);

    [LibraryImport(MongoLibrary.Bson)]
    internal static partial void bson_destroy(nint document);

    /// <summary>Room for a <c>bson_t</c> that the driver fills in: it makes it anew, so that it must not be one of the driver's own heap.</summary>
    public static unsafe nint NewReply()
    {
        var room = (nint)NativeMemory.AlignedAlloc(DocumentSize, DocumentSize);
        bson_init(room);
        return room;
    }

    /// <summary>Gives such room back, and what the driver has put there.</summary>
    public static unsafe void Free(nint reply)
    {
        bson_destroy(reply);
        NativeMemory.AlignedFree((void*)reply);
    }

    /// <summary>A copy of what a <c>bson_t</c> holds: a document of BSON begins with its own length.</summary>
    public static byte[] Copy(nint document)
    {
        var data = bson_get_data(document);
        var copy = new byte[Marshal.ReadInt32(data)];
        Marshal.Copy(data, copy, 0, copy.Length);
        return copy;
    }
}
