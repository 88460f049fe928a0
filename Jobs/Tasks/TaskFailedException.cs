using Virtool.Domain.Tasks;

namespace Virtool.Jobs.Tasks;

/// <summary>A task cannot be done, for reasons that people can do something about.</summary>
/// <param name="message">What happened, why, what to do.</param>
public sealed class TaskFailedException(string message) : Exception(message)
{
    /// <summary>With each thing that is wrong.</summary>
    /// <param name="message">What happened, in short.</param>
    /// <param name="problems">Those that are listed.</param>
    /// <param name="count">How many there are in all.</param>
    public TaskFailedException(string message, IReadOnlyList<Problem> problems, int count)
        : this(message)
    {
        Problems = problems;
        Count = count;
    }

    /// <summary>Those that are listed.</summary>
    public IReadOnlyList<Problem> Problems { get; } = [];

    /// <summary>How many there are in all.</summary>
    public int Count { get; }
}
