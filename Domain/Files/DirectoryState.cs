namespace Virtool.Domain.Files;

/// <summary>The files directory at a time.</summary>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Found">The id that its marker says, or the system's words where it cannot be read; null where there is no marker.</param>
public sealed record DirectoryState(DirectoryFault Fault, string? Found)
{
    /// <summary>It may be written to, and what is in it be believed.</summary>
    public bool IsThere => Fault == DirectoryFault.None;

    /// <summary>What people read of it: "the files directory lacks its marker (files/.virtool); is its disk mounted?"</summary>
    public string Words => Fault switch
    {
        DirectoryFault.Unmarked => $"the files directory lacks its marker (files/{FilesDirectory.Marker}); is its disk mounted?",
        DirectoryFault.Foreign => $"the files directory is marked as another server's ({Found}); is the right disk mounted?",
        DirectoryFault.Unreadable => $"the files directory cannot be read ({Found}); is its disk mounted?",
        _ => "the files directory is there",
    };

    /// <summary>Why something has to wait: a sentence; null where it has not.</summary>
    /// <param name="what">Its name, as it begins the sentence.</param>
    public string? WhyNot(string what) => IsThere ? null : $"{what} waits: {Words} It goes on by itself.";
}
