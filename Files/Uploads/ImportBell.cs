namespace Virtool.Files.Uploads;

/// <summary>Tells the desk of a folder, in this process, that somebody has put something before it; elsewhere its next look through all finds it.</summary>
internal sealed class ImportBell
{
    /// <summary>Gets the folder's id. Told on the thread that rings: who listens is quick.</summary>
    public event Action<string>? Rung;

    /// <summary>There is something to do for a folder.</summary>
    public void Ring(string folderId) => Rung?.Invoke(folderId);
}
