using Virtool.Domain.Settings;

namespace Virtool.Components.Settings;

/// <summary>Where a limit comes from, in words.</summary>
public static class SourceWords
{
    /// <summary>"set here", "from appsettings.json", or, where nobody gave one, what it follows from.</summary>
    public static string Of(LimitSource source, string otherwise) => source switch
    {
        LimitSource.Settings => "set here",
        LimitSource.Configured => "from appsettings.json",
        _ => otherwise,
    };
}
