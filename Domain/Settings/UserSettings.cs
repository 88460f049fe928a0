namespace Virtool.Domain.Settings;

/// <summary>What administrators set of users.</summary>
public sealed record UserSettings
{
    /// <summary>The shortest password that may be set, in characters, where nobody says otherwise; it is never shorter.</summary>
    public const int LeastPasswordLength = 8;

    /// <summary>The shortest password that may be set from now on, in characters.</summary>
    public int MinimumPasswordLength { get; init; } = LeastPasswordLength;
}
