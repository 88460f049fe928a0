using System.Globalization;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Watching;

namespace Virtool.Files.Quarantine;

/// <summary>Where the bytes of duplicates are, if somebody wants one imported all the same.</summary>
internal sealed class Duplicates(HeldPlaces places)
{
    /// <summary>What has to be done so that the bytes lie where they came from: nothing; or they come back from the folder of imported files.</summary>
    /// <exception cref="RefusedException">They are not here any more; the message says why, and what to do.</exception>
    public async Task<Action> LyingAsync(Import import, CancellationToken cancellation)
    {
        var origin = await places.OriginAsync(import, cancellation);
        return FileIdentity.Of(origin) switch
        {
            { } identity when import.FolderId == Import.Uploads || identity.Text == import.Identity => () => { },
            { } => throw new RefusedException($"Another file lies where {NameOf(import)} came from; it is imported by itself. The bytes of the former are not kept here."),
            null when Moved(import, origin) is { } moved => () => Return(moved, origin),
            _ => throw new RefusedException(Gone(import)),
        };
    }

    private static void Return(string moved, string origin)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(origin)!);
        File.Move(moved, origin);
    }

    private static string NameOf(Import import) => ReadsName.Last(import.Name);

    /// <summary>Where the original lies among the imported files: by its own name, or in one of the numbered folders for those whose name was taken.</summary>
    private static string? Moved(Import import, string origin)
    {
        if (import.Original != OriginalFate.Move)
        {
            return null;
        }

        var folder = import.Name.Split('/').Aggregate(origin, (path, _) => Path.GetDirectoryName(path)!);
        return Places(Path.Combine(folder, FolderScan.Imported), Path.GetRelativePath(folder, origin)).FirstOrDefault(path => FileIdentity.Of(path)?.Text == import.Identity);
    }

    private static IEnumerable<string> Places(string imported, string name)
    {
        yield return Path.Combine(imported, name);
        for (var number = 2; Path.Combine(imported, number.ToString(CultureInfo.InvariantCulture)) is var folder && Directory.Exists(folder); number++)
        {
            yield return Path.Combine(folder, name);
        }
    }

    private static string Gone(Import import) => import switch
    {
        { FolderId: Import.Uploads } => $"The bytes of {NameOf(import)} are not kept here any more. Send it again, then it can be imported once more.",
        { Original: OriginalFate.Delete } => $"The original of {NameOf(import)} was deleted when it was found to be a duplicate, as its folder is set, so its bytes are not kept here any more. To import it once more, upload it: of an upload they are kept for a while.",
        { Original: OriginalFate.Move } => $"The original of {NameOf(import)} was moved to the folder {FolderScan.Imported} when it was found to be a duplicate, and is not there any more. Copy it again, then it can be imported once more.",
        _ => $"{NameOf(import)} does not lie where it came from any more, so its bytes are not kept here any more. Copy it again, then it can be imported once more.",
    };
}
