using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>
/// Tells when a writer has closed a file below a folder, and when one was moved in: Linux's inotify, which tells it, as
/// <see cref="FileSystemWatcher"/> does not. One thread reads, and ends with <see cref="Dispose"/>.
/// </summary>
internal sealed class Inotify : IDisposable
{
    private const uint CloseWrite = 0x8;
    private const uint MovedTo = 0x80;
    private const uint Created = 0x100;
    private const uint DeletedSelf = 0x400;
    private const uint MovedSelf = 0x800;
    private const uint Unmounted = 0x2000;
    private const uint Overflow = 0x4000;
    private const uint OnlyFolders = 0x0100_0000;
    private const uint DontFollow = 0x0200_0000;
    private const uint IsFolder = 0x4000_0000;
    private const uint Wanted = CloseWrite | MovedTo | Created | DeletedSelf | MovedSelf | OnlyFolders | DontFollow;
    private const int CloseOnExec = 0x80000;
    private const int NoSpace = 28;
    private const int HeaderSize = 16;

    private readonly string _root;
    private readonly FolderScan _scan;
    private readonly Inbox _inbox;
    private readonly Action<Exception> _broken;
    private readonly Action? _beforeReading;
    private readonly Dictionary<int, string> _folders = [];
    private readonly int _inotify;
    private readonly int _stop;
    private readonly Thread _thread;
    private int _rootWatch;

    /// <summary>Starts.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="scan">Says which folders below it are looked through.</param>
    /// <param name="inbox">Gets the hints.</param>
    /// <param name="broken">Called once, from the reading thread, when nothing more will be told.</param>
    /// <param name="beforeReading">Called before each reading of events; tests let it take its time.</param>
    /// <exception cref="IOException">It cannot be watched.</exception>
    public Inotify(string root, FolderScan scan, Inbox inbox, Action<Exception> broken, Action? beforeReading = null)
    {
        _beforeReading = beforeReading;
        _root = root;
        _scan = scan;
        _inbox = inbox;
        _broken = broken;
        _inotify = Libc.InotifyInit(CloseOnExec);
        if (_inotify < 0)
        {
            throw Libc.Failed("The system gives no more watchers (fs.inotify.max_user_instances)");
        }

        _stop = Libc.EventFile(0, CloseOnExec);
        try
        {
            _rootWatch = Add(root);
            AddBelow(root);
        }
        catch
        {
            Close();
            throw;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "inotify" };
        _thread.Start();
    }

    public void Dispose()
    {
        _ = Libc.Write(_stop, BitConverter.GetBytes(1L), sizeof(long));
        _thread.Join();
        Close();
    }

    private void Close()
    {
        _ = Libc.Close(_inotify);
        _ = Libc.Close(_stop);
    }

    private void Run()
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (Wait())
            {
                _beforeReading?.Invoke();
                var count = (int)Libc.Read(_inotify, buffer, buffer.Length);
                if (count < 0)
                {
                    throw Libc.Failed("The watcher cannot be read");
                }

                Take(buffer.AsSpan(0, count));
            }
        }
        catch (IOException exception)
        {
            _broken(exception);
        }
    }

    private bool Wait()
    {
        const int Interrupted = 4;
        var entries = new PollEntry[] { new() { File = _inotify, Wanted = PollEntry.Readable }, new() { File = _stop, Wanted = PollEntry.Readable } };
        while (Libc.Poll(entries, 2, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Libc.Failed("The watcher cannot be waited for");
            }
        }

        return entries[1].Found == 0;
    }

    // struct inotify_event: int wd; uint32 mask; uint32 cookie; uint32 len; char name[len]
    private void Take(ReadOnlySpan<byte> events)
    {
        while (events.Length >= HeaderSize)
        {
            var watch = BitConverter.ToInt32(events);
            var mask = BitConverter.ToUInt32(events[4..]);
            var length = (int)BitConverter.ToUInt32(events[12..]);
            var name = Encoding.UTF8.GetString(events.Slice(HeaderSize, length).TrimEnd((byte)0));
            events = events[(HeaderSize + length)..];
            Take(watch, mask, name);
        }
    }

    private void Take(int watch, uint mask, string name)
    {
        if ((mask & Overflow) != 0)
        {
            _inbox.Rescan();
            return;
        }

        if ((mask & (DeletedSelf | MovedSelf | Unmounted)) != 0)
        {
            _inbox.Rescan();
            if (watch == _rootWatch)
            {
                throw new IOException($"The folder {_root} was removed, moved or unmounted.");
            }

            return;
        }

        if (!_folders.TryGetValue(watch, out var folder) || name.Length == 0)
        {
            return;
        }

        if ((mask & IsFolder) != 0)
        {
            AddNew(Path.Combine(folder, name));
        }
        else if ((mask & (CloseWrite | MovedTo)) != 0)
        {
            _inbox.Hint(Path.Combine(folder, name));
        }
    }

    // What was made in the folder before it was watched raised no event: it is looked through afterwards.
    private void AddNew(string folder)
    {
        if (Add(folder) >= 0)
        {
            AddBelow(folder);
        }

        _inbox.Rescan();
    }

    private void AddBelow(string folder)
    {
        foreach (var below in _scan.FoldersBelow(folder))
        {
            Add(below);
        }
    }

    /// <summary>Watches one folder; -1 where it is gone again.</summary>
    private int Add(string folder)
    {
        if (folder != _root && !_scan.CoversFolder(folder))
        {
            return -1;
        }

        var watch = Libc.InotifyAddWatch(_inotify, folder, Wanted);
        if (watch >= 0)
        {
            _folders[watch] = folder;
            return watch;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            NoSpace => throw new IOException("The system gives no more watches: raise fs.inotify.max_user_watches.", new Win32Exception(NoSpace)),
            _ when folder == _root => throw Libc.Failed($"The folder {folder} cannot be watched"),
            _ => -1,
        };
    }
}
