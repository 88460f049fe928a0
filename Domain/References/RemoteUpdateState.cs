namespace Virtool.Domain.References;

/// <summary>How far an update from a release is.</summary>
public enum RemoteUpdateState
{
    /// <summary>What it will change is being found out.</summary>
    Comparing,

    /// <summary>What it will change is known.</summary>
    Compared,

    /// <summary>It is being installed.</summary>
    Installing,

    /// <summary>It is installed.</summary>
    Installed,

    /// <summary>It failed, or was cancelled.</summary>
    Failed,
}
