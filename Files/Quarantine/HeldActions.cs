namespace Virtool.Files.Quarantine;

/// <summary>What a viewer may do with a file that is held.</summary>
/// <param name="Retry">Look at it once more.</param>
/// <param name="Anyway">Import it whatever is wrong: a duplicate once more; of damaged reads those before the break.</param>
/// <param name="Discard">Move it to the trash.</param>
public sealed record HeldActions(bool Retry, bool Anyway, bool Discard)
{
    /// <summary>There is something that can be done.</summary>
    public bool Any => Retry || Anyway || Discard;
}
