using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;

namespace Virtool.Components.Look;

/// <summary>How each document's state is shown.</summary>
public static class States
{
    /// <summary>The word that stands with the mark.</summary>
    public static string Word(this StateKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The name of the icon.</summary>
    public static string Mark(this StateKind kind) => kind.Word();

    /// <summary>The class that gives the colour.</summary>
    public static string Class(this StateKind kind) => kind switch
    {
        StateKind.Complete => "done",
        _ => kind.Word(),
    };

    /// <summary>Of a job.</summary>
    public static StateKind Of(JobState state) => state switch
    {
        JobState.Waiting => StateKind.Waiting,
        JobState.Running => StateKind.Running,
        JobState.Complete => StateKind.Complete,
        JobState.Error => StateKind.Failed,
        JobState.Cancelled => StateKind.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Of a sample; one with warnings is doubtful.</summary>
    public static StateKind Of(Sample sample) => sample.State switch
    {
        SampleState.Creating => StateKind.Running,
        SampleState.Ready => sample.Warnings.Count > 0 ? StateKind.Doubtful : StateKind.Complete,
        SampleState.Failed => StateKind.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(sample)),
    };

    /// <summary>What a sample's state is called.</summary>
    public static string WordOf(Sample sample) => sample.State switch
    {
        SampleState.Creating => "being made",
        SampleState.Ready => sample.Warnings.Count > 0 ? "ready, with a warning" : "ready",
        SampleState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(sample)),
    };

    /// <summary>Of an analysis.</summary>
    public static StateKind Of(AnalysisState state) => state switch
    {
        AnalysisState.Pending => StateKind.Running,
        AnalysisState.Ready => StateKind.Complete,
        AnalysisState.Failed => StateKind.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Of a file on its way in.</summary>
    public static StateKind Of(ImportState state) => state switch
    {
        ImportState.Discovered or ImportState.Settling => StateKind.Waiting,
        ImportState.Verifying => StateKind.Running,
        ImportState.Stored => StateKind.Complete,
        ImportState.Quarantined => StateKind.Failed,
        ImportState.Duplicate => StateKind.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What a file's state is called.</summary>
    public static string WordOf(ImportState state) => state switch
    {
        ImportState.Discovered => "seen",
        ImportState.Settling => "waiting",
        ImportState.Verifying => "being checked",
        ImportState.Stored => "stored",
        ImportState.Quarantined => "quarantined",
        ImportState.Duplicate => "duplicate",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What a sample has of a workflow's analyses.</summary>
    public static StateKind? Of(AnalysisTag tag) => tag switch
    {
        AnalysisTag.None => null,
        AnalysisTag.InProgress => StateKind.Running,
        AnalysisTag.Ready => StateKind.Complete,
        _ => throw new ArgumentOutOfRangeException(nameof(tag)),
    };
}
