namespace Virtool.Jobs.Workflows;

/// <summary>A step cannot do its work, and knows how to say so.</summary>
/// <param name="type">The kind, as in <see cref="Virtool.Domain.Jobs.JobError.Type"/>.</param>
/// <param name="sentence">What happened, why, and what to do: for people.</param>
public sealed class StepFailedException(string type, string sentence) : Exception(sentence)
{
    /// <summary>The kind.</summary>
    public string Type => type;
}
