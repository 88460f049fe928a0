namespace Virtool.Jobs.Attempts;

/// <summary>What became of the server process that worked at an attempt.</summary>
internal enum Standing
{
    /// <summary>It ended as it was told to, and left the tools running: the attempt goes on.</summary>
    Left,

    /// <summary>It died; tools may run on here: the attempt goes on.</summary>
    Died,

    /// <summary>It died with its machine, or its container, and all tools with it: what finished steps left can be used.</summary>
    Rebooted,

    /// <summary>It may live, here or on another machine, or nothing is known of it: nothing of its attempt is used.</summary>
    Elsewhere,
}
