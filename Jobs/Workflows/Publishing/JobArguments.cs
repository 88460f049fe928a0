using System.Text.Json.Nodes;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Workflows.Publishing;

/// <summary>What a workflow is told by its job.</summary>
internal static class JobArguments
{
    /// <summary>An argument that every job of the workflow has.</summary>
    public static string Argument(this Job job, string name) =>
        job.Args[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new InvalidOperationException($"The job {job.Id} has no argument {name}.");

    /// <summary>A list of ids; empty where there is none.</summary>
    public static IReadOnlyList<string> Arguments(this Job job, string name) =>
        job.Args[name] is JsonArray values ? [.. values.Select(value => value!.GetValue<string>())] : [];

    /// <summary>Threads of its tools: all cores of the job.</summary>
    public static int Threads(this Job job) => Math.Max(1, job.Proc);

    /// <summary>Why it did not come to its end: a sentence for the document that it worked for.</summary>
    public static string Sentence(this Job job) => job switch
    {
        { Error.Message: { Length: > 0 } message } => message,
        { State: JobState.Cancelled } or { CancelRequested: true } => "Its job was cancelled.",
        _ => "Its job failed.",
    };
}
