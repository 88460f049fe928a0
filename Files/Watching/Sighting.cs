using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>What a desk knows of one path.</summary>
internal sealed class Sighting(string path, FileIdentity identity, Import import, DateTimeOffset quietSince)
{
    public string Path => path;

    /// <summary>What it was when last looked at.</summary>
    public FileIdentity Identity { get; set; } = identity;

    /// <summary>The import of that content, as last written.</summary>
    public Import Import { get; set; } = import;

    /// <summary>Since when it has been the same, as far as seen.</summary>
    public DateTimeOffset QuietSince { get; set; } = quietSince;

    /// <summary>Not before this time is it tried again.</summary>
    public DateTimeOffset RetryAt { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>The import does not say yet what the content is now.</summary>
    public bool Unwritten { get; set; }

    /// <summary>When the import was last written because the content changed.</summary>
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>The reading that goes on, if one does.</summary>
    public ImportOrder? Order { get; set; }

    /// <summary>The room that is kept for its copy, until a reading begins that owns it.</summary>
    public RoomHolding? Room { get; set; }

    /// <summary>Which checksums lay beside it when it was last read (<see cref="Checksums.StampOf"/>).</summary>
    public string? Checksums { get; set; }

    /// <summary>The checksums beside it are others than when it was read: that result does not count any more.</summary>
    public bool ReadAgain { get; set; }

    /// <summary>The last part of its name, safe to show.</summary>
    public string Name => ReadsName.Last(Import.Name);

    /// <summary>Nothing of this content has been stored or refused yet.</summary>
    public bool IsOpen => Import.State is ImportState.Discovered or ImportState.Settling or ImportState.Verifying;

    /// <summary>It was read, and is probably not finished: its end is missing, or its checksum is another.</summary>
    public bool IsUnfinished => !ReadAgain && Import is { State: ImportState.Settling, Problem: Problems.EndsEarly or Problems.Checksum };

    /// <summary>It is imported, and something else than leaving is to become of the original.</summary>
    public bool IsToGo => Import is { State: ImportState.Stored or ImportState.Duplicate, Fate: not OriginalFate.Leave };

    /// <summary>When something is due for it; null: nothing until it changes.</summary>
    public DateTimeOffset? DueAt(TimeSpan settle, TimeSpan unfinishedWait) => this switch
    {
        { Order: not null } => null,
        { Import.State: ImportState.Quarantined } or { IsToGo: true } => RetryAt,
        { IsUnfinished: true } => Later(Later(Import.ChangedAt, QuietSince) + unfinishedWait, RetryAt),
        { IsOpen: true } => Later(QuietSince + settle, RetryAt),
        _ => null,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
