namespace Virtool.Components.Look;

/// <summary>What anything that people wait for, or watch, can be.</summary>
public enum StateKind
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It is done.</summary>
    Complete,

    /// <summary>It did not work.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>It is there, but should be looked at.</summary>
    Doubtful,
}
