namespace Virtool.Domain.Settings;

/// <summary>Where a limit in force comes from.</summary>
public enum LimitSource
{
    /// <summary>Nobody gave one: it follows from the machine, or is what Virtool starts with.</summary>
    Machine,

    /// <summary>appsettings.json, the environment or the command line give it.</summary>
    Configured,

    /// <summary>An administrator set it.</summary>
    Settings,
}
