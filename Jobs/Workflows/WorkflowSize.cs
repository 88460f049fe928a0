namespace Virtool.Jobs.Workflows;

/// <summary>Which limits the jobs of a workflow get.</summary>
public enum WorkflowSize
{
    /// <summary>No cores and no memory: its steps call no tools, and start always.</summary>
    None,

    /// <summary>Those of a small job.</summary>
    Small,

    /// <summary>Those of a large job.</summary>
    Large,
}
