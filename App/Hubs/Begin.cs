namespace Virtool.App.Hubs;

/// <summary>What a connection is told first. Nothing else comes until it says from where, with <c>Since</c>.</summary>
/// <param name="Epoch">The run of sequences; positions of another are worth nothing.</param>
/// <param name="Sequence">The last change: what is read from now on holds it.</param>
/// <param name="Version">The server's version.</param>
internal sealed record Begin(string Epoch, long Sequence, string Version);
