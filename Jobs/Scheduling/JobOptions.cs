namespace Virtool.Jobs.Scheduling;

/// <summary>How the scheduler works; the section <c>Jobs</c> of the settings.</summary>
public sealed record JobOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Jobs";

    /// <summary>How often everything is read again, lest a change was missed.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long is waited before something is tried again that the database refused.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A job whose server died goes on, but begins the same step no more often than this.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long the finished steps' files of a job that failed or was cancelled are kept, to start it again after them.</summary>
    public TimeSpan KeepFailed { get; init; } = TimeSpan.FromDays(7);
}
