using System.Reflection;

namespace Virtool.App.Server;

/// <summary>The version of this program: the nearest git tag at the build, else the VERSION file.</summary>
internal static class ProductVersion
{
    /// <summary>As people read it, without a leading v.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
