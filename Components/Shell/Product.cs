using System.Reflection;

namespace Virtool.Components.Shell;

/// <summary>What the product says of itself.</summary>
public static class Product
{
    /// <summary>Its version, without a leading v: the nearest git tag at the build, else the VERSION file.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
