using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>How often a folder is looked through, and how long its files must be quiet: longer where the system tells nothing.</summary>
internal sealed class FolderPace(WatchedFolder folder, FilesOptions options)
{
    /// <summary>The system is not asked to tell of changes, or not relied on: it is set so, or lies on a network share.</summary>
    public bool IsPolled { get; private set; } = folder.Polled || NetworkShare.Holds(folder.Path);

    /// <summary>Time between two looks through all.</summary>
    public TimeSpan Interval => IsPolled && options.PollInterval < options.RescanInterval ? options.PollInterval : options.RescanInterval;

    /// <summary>How long a file must be the same before it is read: in a folder that is polled, over several looks.</summary>
    public TimeSpan Settle
    {
        get
        {
            var settle = TimeSpan.FromSeconds(folder.SettleSeconds);
            var looks = options.PollLooks * Interval;
            return IsPolled && looks > settle ? looks : settle;
        }
    }

    /// <summary>Looks where the folder lies now: shares are mounted while the server runs.</summary>
    public void Look() => IsPolled = folder.Polled || NetworkShare.Holds(folder.Path);
}
