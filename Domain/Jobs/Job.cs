using System.Text.Json.Nodes;
using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Jobs;

/// <summary>A run of a workflow for one document.</summary>
public sealed record Job : Document, IReadable
{
    /// <summary>The workflow, by its snake_case name.</summary>
    public required string Task { get; init; }

    /// <summary>What the workflow is told.</summary>
    public JsonObject Args { get; init; } = [];

    /// <summary>The document that it works for.</summary>
    public required Subject Subject { get; init; }

    /// <summary>Who wanted it.</summary>
    public required Link User { get; init; }

    /// <summary>Cores; set when it starts, before that what it would get when it was submitted.</summary>
    public int Proc { get; init; }

    /// <summary>Memory in GB; as <see cref="Proc"/>.</summary>
    public int Mem { get; init; }

    /// <summary>Its history, oldest first.</summary>
    public IReadOnlyList<JobStatus> Status { get; init; } = [];

    /// <summary>Where it stands now.</summary>
    public JobState State { get; init; }

    /// <summary>The step it is in, or ended in.</summary>
    public string? Stage { get; init; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Why it waits: a sentence; null when it does not.</summary>
    public string? Reason { get; init; }

    /// <summary>When it will start, about: a forecast out of history, for people; null where there is none, or it does not wait.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Higher ones start sooner; 0 is usual.</summary>
    public int Priority { get; init; }

    /// <summary>Memory in GB that it is to get instead of its workflow's limit, since it ran out of that; null: the limit in force.</summary>
    public int? WantedMem { get; init; }

    /// <summary>It ran out of memory once, and was started again with more by itself; the next time it fails.</summary>
    public bool MemoryRaised { get; init; }

    /// <summary>Hours that it may run; set when it starts.</summary>
    public double? TimeLimit { get; init; }

    /// <summary>It failed or was cancelled, and can be started again: from its first unfinished step.</summary>
    public bool Retryable { get; init; }

    /// <summary>Its steps, in order.</summary>
    public IReadOnlyList<JobStep> Steps { get; init; } = [];

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it started to run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached its last state.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often it was started.</summary>
    public int Attempts { get; init; }

    /// <summary>The queue it stands in.</summary>
    public string Queue { get; init; } = "main";

    /// <summary>What runs its tools.</summary>
    public string Executor { get; init; } = "local";

    /// <summary>The executor's name for the run; null until it starts.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Somebody wants it stopped; the scheduler does so.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>It failed or was cancelled, and its workflow's clean-up is still to be done.</summary>
    public bool CleanUpDue { get; init; }

    /// <summary>Why it failed.</summary>
    public JobError? Error { get; init; }

    /// <summary>The fence of the owner of the data that moved it last; an owner with a lower one moves it no more.</summary>
    public long Fence { get; init; }

    /// <summary>Folded text that the list is searched by.</summary>
    public string Search { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
