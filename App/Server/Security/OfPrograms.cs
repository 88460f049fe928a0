namespace Virtool.App.Server.Security;

/// <summary>Addresses that programs and scripts ask, and no person reads.</summary>
internal static class OfPrograms
{
    /// <summary>Where open pages say that somebody uses them.</summary>
    public const string Session = "/session";

    private static readonly PathString[] All = ["/api", "/upload", "/download", "/hubs", Session];

    /// <summary>Whether a request is to one of them.</summary>
    public static bool Is(HttpRequest request) => All.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
