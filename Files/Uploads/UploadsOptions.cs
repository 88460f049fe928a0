namespace Virtool.Files.Uploads;

/// <summary>How uploads are kept; the section <c>Uploads</c> of the settings.</summary>
public sealed class UploadsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Uploads";

    /// <summary>How long an unfinished upload is kept after its last byte, and the bytes of an upload that was found to be a duplicate.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a finished upload is remembered: a client that lost the last answer asks how far it was.</summary>
    public TimeSpan Remembered { get; set; } = TimeSpan.FromDays(1);
}
