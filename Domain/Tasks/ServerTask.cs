using System.Text.Json.Nodes;
using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Tasks;

/// <summary>Something longer that the server does by itself, in steps that people can watch: filling a reference, removing one.</summary>
public sealed record ServerTask : Document, IReadable
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "tasks";

    /// <summary>How many problems are kept; the rest is counted.</summary>
    public const int MostProblems = 200;

    /// <summary>What is done: <c>import_reference</c>, <c>clone_reference</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>What it is done to.</summary>
    public required Subject Subject { get; init; }

    /// <summary>Where it is.</summary>
    public TaskState State { get; init; }

    /// <summary>What is being done now, for people; empty: it is not begun.</summary>
    public string Step { get; init; } = "";

    /// <summary>How much is done, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>What it needs to know.</summary>
    public JsonObject Context { get; init; } = [];

    /// <summary>Why it failed, for people; null: it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What is wrong with what it was given; the first <see cref="MostProblems"/>.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>How many problems there are in all.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Who wants it.</summary>
    public required Link User { get; init; }

    /// <summary>When it was wanted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was begun, the last time; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over; null: it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was begun: again, where the server ended in between.</summary>
    public int Attempts { get; init; }

    /// <summary>Somebody wants it ended.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Its failure was read and need not be shown any more.</summary>
    public bool Dismissed { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];

    /// <summary>It is over.</summary>
    public bool IsOver => State is TaskState.Complete or TaskState.Failed or TaskState.Cancelled;
}
