namespace Virtool.Components.Access;

/// <summary>Where the way in leads to.</summary>
public static class ReturnAddress
{
    /// <summary>The address, if it is one of this server's own; else the start page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !(address.Length > 1 && address[1] is '/' or '\\') && !address.Any(char.IsControl) ? address : "/";
}
