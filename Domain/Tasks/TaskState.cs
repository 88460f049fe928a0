namespace Virtool.Domain.Tasks;

/// <summary>Where a task of the server is.</summary>
public enum TaskState
{
    /// <summary>It is not begun.</summary>
    Waiting,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It is done.</summary>
    Complete,

    /// <summary>It failed, and nothing of it is left.</summary>
    Failed,

    /// <summary>Somebody ended it, and nothing of it is left.</summary>
    Cancelled,
}
