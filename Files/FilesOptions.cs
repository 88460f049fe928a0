namespace Virtool.Files;

/// <summary>How files are taken in; the section <c>Files</c> of the settings.</summary>
public sealed class FilesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Files";

    /// <summary>How often watched folders are looked through, whatever the system tells of them.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the mates and the lanes of a sample wait for others, from the last that came on, where no marker of the sequencer is there.</summary>
    public TimeSpan MateWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a file whose end is missing stays in place unchanged.</summary>
    public TimeSpan EndsEarlyWait { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the files of a sequencer's run folder wait for the marker that says that all is copied, from their last change on.</summary>
    public TimeSpan MarkerWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often folders are looked through of which the system tells nothing, as network shares.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many looks in a row must find a file of such a folder unchanged before it is read.</summary>
    public int PollLooks { get; set; } = 3;

    /// <summary>How long after a failure (of the disk, of rights) the first new try comes; each further one twice as long, at most <see cref="RescanInterval"/> or this.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many files are read at once; 0: half of the cores, at least one.</summary>
    public int Readers { get; set; }

    /// <summary>How often the files directory is compared with the documents, whatever the system tells of it.</summary>
    public TimeSpan DirectoryInterval { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long something must be missing from the files directory, or lie in it unchanged, before that is acted on.</summary>
    public TimeSpan DirectorySettle { get; set; } = TimeSpan.FromSeconds(5);
}
