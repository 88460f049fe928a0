namespace Virtool.App.Hubs;

/// <summary>What the client knows may be wrong: it reads again what it shows, and then says <c>Since</c> this sequence. Nothing else comes until then.</summary>
/// <param name="Epoch">The run of sequences.</param>
/// <param name="Sequence">The last change: what is read from now on holds it.</param>
internal sealed record Resync(string Epoch, long Sequence);
