using System.Globalization;
using Virtool.Data.Ownership;

namespace Virtool.Data.Store;

/// <summary>
/// The lease on a data folder with the embedded engine: who holds it runs the scheduler, the watchers and the refreshers. The kernel gives
/// it back when the process ends, however it ends; child processes do not inherit it.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock on <c>lock</c> in the data folder.</summary>
    /// <exception cref="StoreException">Another process holds it; the message names the process.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, "lock");
        try
        {
            // FileShare.None is an exclusive flock(2) on Unix, and .NET opens files with O_CLOEXEC.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Owner(dataFolder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(file);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException)
        {
            throw new StoreException($"Another server{OwnerWords(dataFolder)} uses the data folder {dataFolder}. Stop it, or give this one another folder with --data.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException($"The data folder {dataFolder} cannot be written to. Give the server's user the right to write there.", error);
        }
    }

    /// <summary>A number higher than each that was given before, which the lock's file keeps.</summary>
    internal long NextFence(DateTimeOffset now)
    {
        using var reader = new StreamReader(_file, leaveOpen: true);
        _file.Position = 0;
        var fence = Fences.After(long.TryParse(reader.ReadToEnd(), CultureInfo.InvariantCulture, out var last) ? last : 0, now);
        using var writer = new StreamWriter(_file, leaveOpen: true);
        _file.SetLength(0);
        writer.Write(fence.ToString(CultureInfo.InvariantCulture));
        return fence;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    private static string Owner(string dataFolder) => Path.Combine(dataFolder, "lock.pid");

    private static string OwnerWords(string dataFolder)
    {
        var owner = Owner(dataFolder);
        return File.Exists(owner) ? $" (process {File.ReadAllText(owner).Trim()})" : "";
    }
}
