namespace Virtool.App.Hubs;

/// <summary>The server closes the connection, and connecting again is of no use as things stand.</summary>
/// <param name="Reason"><see cref="SignedOut"/> or <see cref="TooManyConnections"/>.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record Ended(string Reason, string Message)
{
    /// <summary>The session has ended: the user is deactivated, removed, or signed out everywhere.</summary>
    public static readonly Ended SignedOut = new("signed_out", "The session has ended. Sign in again.");

    /// <summary>The user has as many connections as one may have.</summary>
    public static readonly Ended TooManyConnections = new(
        "too_many_connections", $"A user may have {ChangeListeners.MostOfOneUser} connections at a time. Close one of the others.");
}
