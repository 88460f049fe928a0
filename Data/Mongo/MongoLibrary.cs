using System.Reflection;
using System.Runtime.InteropServices;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// MongoDB's official C driver, under the names of its releases. What this project calls of it is the same in 1.x (from 1.13 on) and 2.x:
/// https://github.com/mongodb/mongo-c-driver/blob/master/NEWS.
/// </summary>
internal static class MongoLibrary
{
    /// <summary>The driver's name in <see cref="LibraryImportAttribute"/>.</summary>
    public const string Driver = "mongoc";

    /// <summary>The name of its library of BSON.</summary>
    public const string Bson = "bson";

    private const string Sentence =
        "The documents are to be in MongoDB, and MongoDB's C driver is not installed here. "
        + "Install it: on Debian and Ubuntu the package libmongoc-1.0-0, or in newer releases libmongoc2-2; elsewhere it is called mongo-c-driver.";

    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Loads and starts the driver, once a process.</summary>
    /// <exception cref="StoreException">It is not installed; the message names the packages.</exception>
    public static void Require() => _ = Started.Value;

    /// <summary>The names of the two libraries of each release, the newest first: the driver of 2.x does not know the BSON of 1.x.</summary>
    public static IReadOnlyList<(string Driver, string Bson)> Releases { get; } = OperatingSystem.IsLinux()
        ? [("libmongoc2.so.2", "libbson2.so.2"), ("libmongoc-1.0.so.0", "libbson-1.0.so.0")]
        : OperatingSystem.IsMacOS()
            ? [("libmongoc2.2.dylib", "libbson2.2.dylib"), ("libmongoc-1.0.0.dylib", "libbson-1.0.0.dylib")]
            : [("mongoc2", "bson2"), ("mongoc-1.0", "bson-1.0")];

    /// <summary>The libraries of the first release that is here.</summary>
    /// <exception cref="StoreException">None is; the message names the packages.</exception>
    public static (nint Driver, nint Bson) Find(IReadOnlyList<(string Driver, string Bson)> releases)
    {
        foreach (var release in releases)
        {
            if (NativeLibrary.TryLoad(release.Driver, out var driver) && NativeLibrary.TryLoad(release.Bson, out var bson))
            {
                return (driver, bson);
            }
        }

        throw new StoreException(Sentence);
    }

    private static bool Start()
    {
        var (driver, bson) = Find(Releases);
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name switch
        {
            Driver => driver,
            Bson => bson,
            _ => 0,
        });
        MongoNative.mongoc_init();
        MongoNative.mongoc_log_set_handler(0, 0);
        return true;
    }
}
