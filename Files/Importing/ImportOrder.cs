using Virtool.Domain.Files;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>One file that is to be read, and how far the reading is.</summary>
/// <param name="importId">The import's id; also the name of the copy while it arrives.</param>
/// <param name="fileId">What the file will be called in the files directory.</param>
/// <param name="path">Where it lies.</param>
/// <param name="identity">What it was when it was found quiet.</param>
/// <param name="stopping">Ends the reading, as <see cref="Cancel"/> does.</param>
internal sealed class ImportOrder(string importId, string fileId, string path, FileIdentity identity, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _percent;

    public string ImportId => importId;

    public string FileId => fileId;

    /// <summary>What it is for: that says what is checked.</summary>
    public FileType Type { get; init; }

    /// <summary>Of damaged reads those before the break are taken, and checksums are no condition.</summary>
    public bool Anyway { get; init; }

    public string Path => path;

    /// <summary>The folder that the path must not lead out of; null: the file is nobody else's to move.</summary>
    public string? Folder { get; init; }

    public FileIdentity Identity => identity;

    /// <summary>The room on the disk that is kept for its copy until it is dealt with; null: none is.</summary>
    public RoomHolding? Room { get; init; }

    /// <summary>Which checksums lay beside it when it was read.</summary>
    public string? Checksums { get; set; }

    /// <summary>Ends the reading.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>How far it is, 0 to 100.</summary>
    public int Percent
    {
        get => Volatile.Read(ref _percent);
        set => Volatile.Write(ref _percent, value);
    }

    /// <summary>What came out; set before the order is handed back.</summary>
    public ImportOutcome Outcome { get; set; } = new ImportOutcome.Changed();

    /// <summary>The percent that was last written to the import.</summary>
    public int WrittenPercent { get; set; }

    /// <summary>Nothing of it runs any more.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.SetResult();

    public void Cancel() => _cancellation.Cancel();

    public void Dispose()
    {
        Room?.Dispose();
        _cancellation.Dispose();
    }
}
