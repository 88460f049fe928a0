using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Watching;
using Virtool.Files.Rules.Sheets;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>Shows what a rule that is not saved yet would make of the real names of a folder.</summary>
public sealed class RulePreview
{
    // Typing shall not wait for a network share of a hundred thousand files.
    private const int MostNames = 200;
    private const int MostEntries = 5000;

    private readonly Collection<Import> _imports;
    private readonly Collection<Subtraction> _subtractions;
    private readonly SheetShelf _shelf;
    private readonly TimeProvider _time;

    internal RulePreview(Collection<Import> imports, Collection<Subtraction> subtractions, SheetShelf shelf, TimeProvider time)
    {
        _imports = imports;
        _subtractions = subtractions;
        _shelf = shelf;
        _time = time;
    }

    /// <summary>The names that came by a folder last, and those that lie there now: newest first, at most 200. They are read once, and previewed at each key.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="folder">As it is to be: its path and subfolders count; a new one has no imports.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(Viewer viewer, WatchedFolder folder, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var came = await _imports.FindAsync(
            Query<Import>.All.Where(Where<Import>.Is(import => import.FolderId, folder.Id) & Where<Import>.Is(import => import.Type, FileType.Reads))
                .OrderBy(import => import.DiscoveredAt, descending: true)
                .Window(0, MostNames),
            cancellation);
        var there = await Task.Run(() => There(folder), cancellation);
        return [.. there.Concat(came.Select(import => import.Name)).Distinct(StringComparer.Ordinal).Take(MostNames)];
    }

    /// <summary>What <see cref="NamesAsync"/> gives, with the sheets that lie beside the files now.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="folder">As it is to be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async Task<PreviewNames> LookAsync(Viewer viewer, WatchedFolder folder, CancellationToken cancellation = default)
    {
        var names = await NamesAsync(viewer, folder, cancellation);
        var sheets = new FolderSheets(folder, _shelf, await _subtractions.FindAsync(Filter.All, cancellation), _time.GetUtcNow());
        await Task.Run(() => names.GroupBy(name => name[..(name.LastIndexOf('/') + 1)]).Select(some => sheets.Of([some.First()])).ToList(), cancellation);
        return new PreviewNames(names, sheets);
    }

    /// <summary>What a rule would make of files of these names, in their order. Names alone are looked at: that mates belong together shows when their reads do.</summary>
    /// <param name="rule">It may have mistakes: then its files are named as without a pattern.</param>
    /// <param name="names">As <see cref="NamesAsync"/> gives them.</param>
    /// <param name="most">Most samples.</param>
    public static IReadOnlyList<PreviewedSample> Of(ImportRule rule, IEnumerable<string> names, int most = 20) => Of(rule, new PreviewNames([.. names], null), most);

    /// <summary>The same, with what sheets say.</summary>
    public static IReadOnlyList<PreviewedSample> Of(ImportRule rule, PreviewNames names, int most = 20) =>
    [
        .. names.Names.Select(name => (Name: name, Parsed: MateName.Parse(name)))
            .GroupBy(file => file.Parsed.Pair)
            .Take(most)
            .Select(group => WithSheet(Preview(rule, [.. group.OrderBy(file => file.Parsed.Mate).ThenBy(file => file.Parsed.Lane)]), names.Sheets)),
    ];

    private static PreviewedSample WithSheet(PreviewedSample sample, FolderSheets? sheets) => sample.Parts is null ? sample : sheets?.Of(sample.Files) switch
    {
        SheetVerdict.Wrong wrong => sample with { Parts = null, Note = wrong.Reason },
        SheetVerdict.Named { Entry: var entry } => sample with
        {
            Parts = entry.ApplyTo(sample.Parts),
            Note = RuleReasons.NamedBySheet(entry.Sheet, entry.Row.Line),
        },
        _ => sample,
    };

    private static PreviewedSample Preview(ImportRule rule, IReadOnlyList<(string Name, MateName Parsed)> files)
    {
        var naming = SampleNaming.Of(rule, files[0].Parsed);
        var lanes = files.Select(file => file.Parsed.Lane).Distinct().Count();
        var mates = files.Select(file => file.Parsed.Mate).Distinct().Count();
        var sample = new PreviewedSample([.. files.Select(file => file.Name)], naming.Parts, lanes, mates == 2, naming.Warning);
        return files[0].Parsed switch
        {
            _ when !rule.MakeSamples => sample with { Parts = null, Note = "The file is only stored: the folder makes no samples." },
            { IsIndex: true } => sample with { Parts = null, Note = "It holds the index reads of a run: it is only stored." },
            { Mate: > 0, Other: { } other } when mates == 1 => sample with { Note = Joined($"It waits for its mate {other}.", naming.Warning) },
            _ => sample,
        };
    }

    private static string Joined(string note, string? warning) => warning is null ? note : $"{note} {warning}";

    private static IReadOnlyList<string> There(WatchedFolder folder)
    {
        try
        {
            var options = new EnumerationOptions
            {
                RecurseSubdirectories = folder.Subfolders,
                IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
            };
            var scan = new FolderScan(folder);
            return
            [
                .. new DirectoryInfo(folder.Path).EnumerateFiles("*", options)
                    .Take(MostEntries)
                    .Where(file => ReadsName.IsTaken(file.Name) && scan.Covers(file.FullName))
                    .OrderByDescending(file => file.LastWriteTimeUtc)
                    .Take(MostNames)
                    .Select(file => ReadsName.Below(folder.Path, file.FullName)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A path that is being typed is wrong most of the time.
            return [];
        }
    }
}
