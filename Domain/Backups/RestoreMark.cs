using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Backups;

/// <summary>Stands in a data folder while a backup is restored into it: what was broken off is not taken for whole.</summary>
public static class RestoreMark
{
    private const string Name = "restoring";

    /// <summary>Where it stands.</summary>
    public static string In(DataFolder data) => Path.Combine(data.Root, Name);

    /// <summary>Refuses a data folder in which it stands.</summary>
    /// <exception cref="RefusedException">It does.</exception>
    public static void Refuse(DataFolder data)
    {
        if (File.Exists(In(data)))
        {
            throw new RefusedException($"A backup was being restored into {data.Root}, and that was broken off: the data are not whole. Empty the folder, then restore the backup again.");
        }
    }
}
