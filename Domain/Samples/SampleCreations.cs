using System.Text.Json;
using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>Makes samples of stored files that people choose, one or many. The rules of watched folders make theirs of what comes in.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="files">The stored files.</param>
/// <param name="imports">What they came by.</param>
/// <param name="samples">Prepares the samples.</param>
/// <param name="labels">Their labels.</param>
/// <param name="choices">What can be chosen for them.</param>
/// <param name="names">Which names are free.</param>
/// <param name="settings">Whether a group must be chosen.</param>
public sealed class SampleCreations(
    IDocumentStore store,
    Collection<StoredFile> files,
    Collection<Import> imports,
    SampleService samples,
    LabelService labels,
    SampleChoices choices,
    SampleNames names,
    SettingsService settings)
{
    /// <summary>So many samples are made at once, at the most: a batch of the store holds them.</summary>
    public const int MostRows = 500;

    /// <summary>Makes a sample; its job takes the reads in.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    /// <exception cref="ValidationException">Something is not as it must be.</exception>
    /// <exception cref="BadRequestException">The name is taken; a file, a label, a subtraction or the group is not there, or is lacking.</exception>
    public async Task<Sample> CreateAsync(Viewer viewer, SampleInput input, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateSample);
        await new SampleInputValidator().ValidateAndThrowAsync(input, cancellation);
        if (await ProblemsAsync(viewer, [input], cancellation) is [var problem, ..])
        {
            throw new BadRequestException(problem.Message);
        }

        return (await WriteAsync(viewer, [input], cancellation))[0];
    }

    /// <summary>Makes many samples: all or none.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    /// <exception cref="RowsRefusedException">Something of some is not as it must be; all of it is told.</exception>
    /// <exception cref="BadRequestException">They are none, or more than <see cref="MostRows"/>; or what was free when they were looked at was taken meanwhile.</exception>
    public async Task<IReadOnlyList<Sample>> CreateManyAsync(Viewer viewer, IReadOnlyList<SampleInput> inputs, CancellationToken cancellation = default)
    {
        var problems = await CheckAsync(viewer, inputs, cancellation);
        return problems.Count > 0 ? throw new RowsRefusedException(problems) : await WriteAsync(viewer, inputs, cancellation);
    }

    /// <summary>What is wrong with samples that are to be made, by row; nothing is written.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    /// <exception cref="BadRequestException">They are none, or more than <see cref="MostRows"/>.</exception>
    public async Task<IReadOnlyList<RowProblem>> CheckAsync(Viewer viewer, IReadOnlyList<SampleInput> inputs, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateSample);
        if (inputs.Count is 0 or > MostRows)
        {
            throw new BadRequestException($"Between 1 and {MostRows} samples can be created at once; these are {inputs.Count}.");
        }

        var validator = new SampleInputValidator();
        var wrong = inputs.SelectMany((input, row) => validator.Validate(input).Errors.Select(error => new RowProblem(row, JsonNamingPolicy.SnakeCaseLower.ConvertName(error.PropertyName), error.ErrorMessage)));
        return [.. wrong.Concat(await ProblemsAsync(viewer, inputs, cancellation)).OrderBy(problem => problem.Row)];
    }

    private async Task<IReadOnlyList<RowProblem>> ProblemsAsync(Viewer viewer, IReadOnlyList<SampleInput> inputs, CancellationToken cancellation)
    {
        var problems = new List<RowProblem>();
        var taken = await names.TakenAsync(inputs.Select(input => input.Name ?? ""), cancellation: cancellation);
        var unique = (await settings.GetAsync(cancellation)).SampleUniqueNames;
        var stored = (await FilesAsync(viewer, inputs, cancellation)).ToDictionary(file => file.Id, StringComparer.Ordinal);
        var (seenNames, seenFiles) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (row, input) in inputs.Index())
        {
            var name = input.Name?.Trim() ?? "";
            if (taken.Contains(name))
            {
                problems.Add(new RowProblem(row, "name", SampleNames.Taken(name)));
            }
            else if (unique && name.Length > 0 && !seenNames.TryAdd(name, row))
            {
                problems.Add(new RowProblem(row, "name", $"Row {seenNames[name] + 1} has this name too. Give each sample a name of its own."));
            }

            foreach (var id in FilesOf(input))
            {
                if (FileObstacle(id, stored.GetValueOrDefault(id)) is { } obstacle)
                {
                    problems.Add(new RowProblem(row, "files", obstacle));
                }
                else if (!seenFiles.TryAdd(id, row) && seenFiles[id] != row)
                {
                    problems.Add(new RowProblem(row, "files", $"{stored[id].Name} is in row {seenFiles[id] + 1} too. A file can be in one sample only."));
                }
            }

            problems.AddRange(await ChoiceProblemsAsync(row, input, cancellation));
        }

        return problems;
    }

    private async Task<IReadOnlyList<RowProblem>> ChoiceProblemsAsync(int row, SampleInput input, CancellationToken cancellation)
    {
        var problems = new List<RowProblem>();
        await TryAsync("labels", () => choices.LabelsAsync(input.Labels, cancellation));
        await TryAsync("subtractions", () => choices.SubtractionsAsync(input.Subtractions, cancellation));
        await TryAsync("group", () => GroupAsync(input, cancellation));
        return problems;

        async Task TryAsync(string field, Func<Task> choose)
        {
            try
            {
                await choose();
            }
            catch (BadRequestException exception)
            {
                problems.Add(new RowProblem(row, field, exception.Message));
            }
        }
    }

    private async Task<Link?> GroupAsync(SampleInput input, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(input.Group) || input.Group == SampleRights.NoGroup)
        {
            return (await settings.GetAsync(cancellation)).SampleGroup == SampleGroupChoice.ForceChoice
                ? throw new BadRequestException("Choose the group that the sample belongs to: an administrator has set that each has one.")
                : null;
        }

        return await choices.GroupAsync(input.Group, cancellation);
    }

    private async Task<IReadOnlyList<Sample>> WriteAsync(Viewer viewer, IReadOnlyList<SampleInput> inputs, CancellationToken cancellation)
    {
        var user = new Link(viewer.UserId, viewer.Handle);
        var found = await labels.FindOrMakeAsync(inputs.SelectMany(input => input.LabelNames), user, cancellation);
        var named = (await labels.OfAsync(found, cancellation)).ToDictionary(label => label.LowerName, label => label.Id, StringComparer.Ordinal);
        IReadOnlyList<Sample> made = [];
        await store.CommitAsync(
            async token =>
            {
                var stored = (await FilesAsync(viewer, inputs, token)).ToDictionary(file => file.Id, StringComparer.Ordinal);
                var hold = await names.TakeAsync([.. inputs.Select(input => input.Name!)], cancellation: token);
                var (creations, writes) = (new List<Sample>(), new List<Write>(hold));
                foreach (var input in inputs)
                {
                    var creation = await samples.PrepareAsync(await DraftAsync(user, input, stored, named, token), token);
                    creations.Add(creation.Sample);
                    writes.AddRange(creation.Writes);
                    writes.AddRange(await ImportsAsync(creation.Sample, input, stored, token));
                }

                made = creations;
                return writes;
            },
            cancellation);
        return [.. made.Select(sample => sample with { Revision = 1 })];
    }

    private async Task<SampleDraft> DraftAsync(
        Link user, SampleInput input, Dictionary<string, StoredFile> stored, Dictionary<string, string> named, CancellationToken cancellation)
    {
        var mates = input.Mates.Select(IReadOnlyList<StoredFile> (mate) => [.. mate.Select(id => FileObstacle(id, stored.GetValueOrDefault(id)) is { } obstacle ? throw new BadRequestException(obstacle) : stored[id])]).ToList();
        var came = await CameAsync(mates.SelectMany(mate => mate), cancellation);
        return new SampleDraft(input.Name!.Trim(), user, mates)
        {
            Host = input.Host?.Trim() ?? "",
            Isolate = input.Isolate?.Trim() ?? "",
            Locale = input.Locale?.Trim() ?? "",
            CollectedOn = input.CollectedOn,
            Notes = input.Notes?.Trim() ?? "",
            LibraryType = input.LibraryType,
            Labels = [.. (await choices.LabelsAsync(input.Labels, cancellation)).Select(label => label.Id).Union(input.LabelNames.Select(name => named[LabelRules.LowerName(name)]))],
            Group = await GroupAsync(input, cancellation),
            Subtractions = await choices.SubtractionsAsync(input.Subtractions, cancellation),
            Control = SampleFields.Tidy(input.Control),
            Run = SampleFields.Tidy(input.Run),
            Sets = SampleFields.Tidy(input.Sets),
            Folder = came[0]?.SampleFolder(),
            Warnings = [.. mates.SelectMany(mate => mate).Select(file => file.Warning).OfType<string>().Distinct(), .. Doubts(came, mates.Count)],
        };
    }

    // What came by a watched folder was found in a folder, whoever chooses it.
    private async Task<IReadOnlyList<Import?>> CameAsync(IEnumerable<StoredFile> some, CancellationToken cancellation)
    {
        var came = new List<Import?>();
        foreach (var file in some)
        {
            came.Add(file.ImportId is { } id ? await imports.GetAsync(id, cancellation) : null);
        }

        return came;
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<Import?> came, int mates)
    {
        var lanes = came.Count / mates;
        return mates == 2 && came.Take(lanes).Zip(came.Skip(lanes)).Any(pair => pair is { First.ReadNames: { } one, Second.ReadNames: { } other } && one != other)
            ? ["The reads of its mates have different names. Do the files belong together?"]
            : [];
    }

    private async Task<IReadOnlyList<Write>> ImportsAsync(Sample sample, SampleInput input, Dictionary<string, StoredFile> stored, CancellationToken cancellation)
    {
        var ids = FilesOf(input).Select(id => stored[id].ImportId).OfType<string>().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var taken = await imports.FindAsync(Where<Import>.IsIn(import => import.Id, ids), cancellation);
        var same = await imports.FindAsync(Where<Import>.IsIn(import => import.SameAs, ids), cancellation);
        return
        [
            .. taken.Select(import => imports.ToReplace(import with { Settled = true, SampleId = sample.Id, Readers = sample.Readers, Problem = null, Reason = null })),
            .. same.Where(import => !ids.Contains(import.Id)).Select(import => imports.ToReplace(import with { Readers = sample.Readers })),
        ];
    }

    private async Task<IReadOnlyList<StoredFile>> FilesAsync(Viewer viewer, IReadOnlyList<SampleInput> inputs, CancellationToken cancellation) =>
        [.. (await files.FindAsync(Where<StoredFile>.IsIn(file => file.Id, inputs.SelectMany(FilesOf).Distinct()), cancellation)).Where(viewer.MayRead)];

    private static IEnumerable<string> FilesOf(SampleInput input) => input.Mates.SelectMany(mate => mate);

    private static string? FileObstacle(string id, StoredFile? file) => file switch
    {
        null => $"There is no file {id}. It may have been removed; choose another.",
        { Type: not FileType.Reads } => $"{file.Name} holds no reads that a sample could be made of.",
        { Reserved: true } => $"{file.Name} was taken for another sample. Choose another file.",
        { Ready: false } => $"{file.Name} is not whole yet. Wait until it is stored.",
        _ => null,
    };
}
