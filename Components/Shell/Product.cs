using System.Reflection;

namespace Virtool.Components.Shell;

/// <summary>What the product says of itself.</summary>
public static class Product
{
    /// <summary>Its version, as built.</summary>
    public static string Version { get; } =
        (Assembly.GetEntryAssembly() ?? typeof(Product).Assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
