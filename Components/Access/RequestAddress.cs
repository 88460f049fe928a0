using Microsoft.AspNetCore.Http;

namespace Virtool.Components.Access;

/// <summary>Where requests come from.</summary>
public static class RequestAddress
{
    /// <summary>The address; null: from within this process.</summary>
    public static string? Of(HttpContext? context) => context?.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;
}
