using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Watching;
using Virtool.Files.Rules;
using Virtool.Files.Rules.Sheets;

namespace Virtool.Files.Bulk;

/// <summary>Proposes samples of stored files: by their names, or by a sheet. What comes of it is edited, and made by <see cref="SampleCreations"/>.</summary>
/// <param name="files">The stored files.</param>
/// <param name="imports">What they came by.</param>
/// <param name="subtractions">What sheets may name.</param>
/// <param name="groups">What sheets may name.</param>
public sealed class SamplePlanner(Collection<StoredFile> files, Collection<Import> imports, Collection<Subtraction> subtractions, Collection<Group> groups)
{
    // More names nobody looks through.
    private const int MostFiles = 5_000;

    private const string Sheet = "samples.csv";

    /// <summary>A sample for each file or pair of mates, as the rules of watched folders pair and name them.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="fileIds">The files; null: all reads that the viewer may see and that nothing has taken, at most 5,000 of the newest.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    public async Task<SamplePlan> OfFilesAsync(Viewer viewer, IReadOnlyList<string>? fileIds = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateSample);
        var free = await FreeAsync(viewer, fileIds, cancellation);
        var planned = new List<PlannedSample>();
        foreach (var (mates, problem) in FreeReads.Group(free.All).SelectMany(free.Proposals))
        {
            var name = SampleNaming.Of(new ImportRule(), MateName.Parse(mates[0][0].Name)).Parts.Sample;
            planned.Add(new PlannedSample(InputOf(name, mates), mates, null, problem is null ? [] : [problem]));
        }

        return new SamplePlan([.. planned.OrderBy(sample => SampleRules.NameKey(sample.Input.Name!), StringComparer.Ordinal)], LeftOf(free, planned), []);
    }

    /// <summary>A sample for each row of a sheet, of the files that it names among those that the viewer may see and that nothing has taken.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="content">The sheet: CSV, as the rules of watched folders read it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    public async Task<SamplePlan> OfSheetAsync(Viewer viewer, byte[] content, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateSample);
        var sheet = SheetReader.Read(Sheet, SheetShelf.Text(content))!;
        var free = await FreeAsync(viewer, null, cancellation);
        var choices = new SheetChoices(await subtractions.FindAsync(Filter.All, cancellation), await groups.FindAsync(Filter.All, cancellation));
        var mistakes = sheet.Mistakes.ToLookup(mistake => mistake.Line);
        var planned = new List<PlannedSample>();
        var joined = sheet.Joined().Where(rows => rows.Count > 1).ToList();
        foreach (var rows in joined.Concat(sheet.Rows.Except(joined.SelectMany(rows => rows)).Select(IReadOnlyList<SheetRow> (row) => [row])).OrderBy(rows => rows[0].Line))
        {
            var (mates, obstacle) = SheetFiles.Of(rows, free);
            var input = choices.InputOf(rows[0], mates, out var unknown);
            string[] problems = [.. obstacle is null ? [] : new[] { obstacle }, .. rows.SelectMany(row => mistakes[row.Line]).Select(mistake => mistake.ToString()), .. unknown];
            planned.Add(new PlannedSample(input, mates, rows[0].Line, problems));
        }

        string[] whole = [.. mistakes[null].Select(mistake => $"The sheet cannot be taken: {mistake}"), .. sheet.Unknown.Count == 0 ? [] : new[] { RuleReasons.UnknownColumns("The sheet", sheet.Unknown) }];
        return new SamplePlan(planned, LeftOf(free, planned), whole);
    }

    internal static SampleInput InputOf(string? name, IReadOnlyList<IReadOnlyList<StoredFile>> mates) =>
        new() { Name = name, Mates = [.. mates.Select(IReadOnlyList<string> (mate) => [.. mate.Select(file => file.Id)])] };

    private async Task<FreeReads> FreeAsync(Viewer viewer, IReadOnlyList<string>? fileIds, CancellationToken cancellation)
    {
        var wanted = RightsRules.Readable(viewer) & Where<StoredFile>.Is(file => file.Ready, true)
            & Where<StoredFile>.Is(file => file.Reserved, false) & Where<StoredFile>.Is(file => file.Type, FileType.Reads);
        if (fileIds is not null)
        {
            wanted &= Where<StoredFile>.IsIn(file => file.Id, fileIds);
        }

        var found = await files.FindAsync(Query<StoredFile>.All.Where(wanted).OrderBy(file => file.UploadedAt, descending: true).Window(0, MostFiles), cancellation);
        var came = await imports.FindAsync(Where<Import>.IsIn(import => import.Id, found.Select(file => file.ImportId).OfType<string>()), cancellation);
        return new FreeReads(found, came.ToDictionary(import => import.Id, StringComparer.Ordinal));
    }

    private static IReadOnlyList<StoredFile> LeftOf(FreeReads free, IReadOnlyList<PlannedSample> planned)
    {
        var used = planned.SelectMany(sample => sample.Files).SelectMany(mate => mate).Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        return [.. free.All.Select(free.FileOf).Where(file => !used.Contains(file.Id))];
    }
}
