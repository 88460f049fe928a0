using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>Changes samples' own data, of one or of many.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">Their analyses, which have their names.</param>
/// <param name="labels">Their labels.</param>
/// <param name="choices">What can be chosen for them.</param>
/// <param name="names">Which names are free.</param>
public sealed class SampleEdits(
    IDocumentStore store, Collection<Sample> samples, Collection<Analysis> analyses, LabelService labels, SampleChoices choices, SampleNames names)
{
    /// <summary>Samples written at once.</summary>
    private const int Portion = 100;

    private const string Missing = "There is no such sample.";

    /// <summary>Changes a sample's own data. Where its name changes, it changes in its analyses too.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    /// <exception cref="ValidationException">Something is not as it must be.</exception>
    /// <exception cref="BadRequestException">The name is taken, or a label or a subtraction is not there.</exception>
    public async Task<Sample> EditAsync(Viewer viewer, string id, SampleEdit edit, CancellationToken cancellation = default)
    {
        viewer.Demand(await GetAsync(viewer, id, cancellation), Right.Write);
        await new SampleEditValidator().ValidateAndThrowAsync(edit, cancellation);
        var (former, changed) = ("", default(Sample)!);
        await store.CommitAsync(
            async token =>
            {
                var sample = await GetAsync(viewer, id, token);
                viewer.Demand(sample, Right.Write);
                former = sample.Name;
                var wanted = await WithAsync(sample, edit, token);
                changed = wanted == sample ? sample : SampleRules.Found(wanted, await labels.OfAsync(wanted.Labels, token));
                if (changed == sample)
                {
                    return [];
                }

                var taken = changed.Name == former ? [] : await names.TakeAsync([changed.Name], id, token);
                return [samples.ToReplace(changed), .. taken];
            },
            cancellation);
        if (changed.Name != former)
        {
            await RenameAsync(changed, cancellation);
        }

        return await GetAsync(viewer, id, cancellation);
    }

    /// <summary>Puts a sample into the archive, where it is kept and left out of lists that do not ask for it, or takes it out.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change it.</exception>
    public async Task<Sample> ArchiveAsync(Viewer viewer, string id, bool archived, CancellationToken cancellation = default)
    {
        await GetAsync(viewer, id, cancellation);
        return await samples.UpdateAsync(
            id,
            sample =>
            {
                viewer.Demand(sample, Right.Write);
                return sample.Archived == archived ? sample : sample with { Archived = archived };
            },
            cancellation) ?? throw new NotFoundException(Missing);
    }

    /// <summary>Changes many samples alike. Those that the viewer may not change stay as they are, and are told.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="ids">The samples.</param>
    /// <param name="edit">The change.</param>
    /// <param name="cancellation">Ends it between two portions.</param>
    /// <exception cref="ValidationException">Something is not as it must be.</exception>
    /// <exception cref="BadRequestException">A label or a subtraction is not there.</exception>
    public async Task<BulkOutcome> BulkEditAsync(Viewer viewer, IReadOnlyList<string> ids, SampleBulkEdit edit, CancellationToken cancellation = default)
    {
        await new SampleBulkEditValidator().ValidateAndThrowAsync(edit, cancellation);
        await choices.LabelsAsync(edit.AddLabels, cancellation);
        var (done, left) = (new List<string>(), new List<BulkObstacle>());
        foreach (var portion in ids.Distinct(StringComparer.Ordinal).Chunk(Portion))
        {
            var (changed, obstacles) = (new List<string>(), new List<BulkObstacle>());
            await store.CommitAsync(
                async token =>
                {
                    changed.Clear();
                    obstacles.Clear();
                    return await ChangesAsync(viewer, portion, edit, changed, obstacles, token);
                },
                cancellation);
            done.AddRange(changed);
            left.AddRange(obstacles);
        }

        return new BulkOutcome(done, left);
    }

    private async Task<IReadOnlyList<Write>> ChangesAsync(
        Viewer viewer, string[] ids, SampleBulkEdit edit, List<string> done, List<BulkObstacle> left, CancellationToken cancellation)
    {
        var found = (await samples.FindAsync(Where<Sample>.IsIn(sample => sample.Id, ids), cancellation)).Where(viewer.MayRead).ToDictionary(sample => sample.Id, StringComparer.Ordinal);
        var writes = new List<Write>();
        foreach (var id in ids)
        {
            if (ObstacleOf(viewer, found.GetValueOrDefault(id), edit) is { } obstacle)
            {
                left.Add(new BulkObstacle(id, found.GetValueOrDefault(id)?.Name ?? id, obstacle));
                continue;
            }

            done.Add(id);
            var sample = found[id];
            var wanted = await WithAsync(sample, edit.Set with { Labels = LabelsOf(sample, edit) }, cancellation) with { Archived = edit.Archived ?? sample.Archived };
            if (wanted != sample)
            {
                writes.Add(samples.ToReplace(SampleRules.Found(wanted, await labels.OfAsync(wanted.Labels, cancellation))));
            }
        }

        return writes;
    }

    private static string? ObstacleOf(Viewer viewer, Sample? sample, SampleBulkEdit edit) => sample switch
    {
        null => Missing,
        _ when !viewer.Decide(sample, Right.Write) => $"You may see it, but not change it. Ask {sample.User.Name}, whose it is, or an administrator to let you.",
        _ when LabelsOf(sample, edit)?.Count > SampleFields.Most => $"It would have more than {SampleFields.Most} labels.",
        _ => null,
    };

    private static IReadOnlyList<string>? LabelsOf(Sample sample, SampleBulkEdit edit) => edit.AddLabels.Count + edit.RemoveLabels.Count == 0
        ? null
        : [.. sample.Labels.Union(edit.AddLabels, StringComparer.Ordinal).Except(edit.RemoveLabels, StringComparer.Ordinal)];

    // What is as it was stays the same object: then nothing is written.
    private async Task<Sample> WithAsync(Sample sample, SampleEdit edit, CancellationToken cancellation) => sample with
    {
        Name = edit.Name?.Trim() ?? sample.Name,
        Host = edit.Host?.Trim() ?? sample.Host,
        Isolate = edit.Isolate?.Trim() ?? sample.Isolate,
        Locale = edit.Locale?.Trim() ?? sample.Locale,
        Notes = edit.Notes?.Trim() ?? sample.Notes,
        LibraryType = edit.LibraryType ?? sample.LibraryType,
        Labels = await LabelsAsync(sample, edit.Labels, cancellation),
        Subtractions = edit.Subtractions is null ? sample.Subtractions : Same(sample.Subtractions, await choices.SubtractionsAsync(edit.Subtractions, cancellation)),
        CollectedOn = edit.SetsCollectedOn ? edit.CollectedOn : sample.CollectedOn,
        Control = edit.SetsControl ? SampleFields.Tidy(edit.Control) : sample.Control,
        Run = edit.SetsRun ? SampleFields.Tidy(edit.Run) : sample.Run,
        Sets = edit.SetsSets ? SetsOf(sample, edit.Sets) : sample.Sets,
    };

    private async Task<IReadOnlyList<string>> LabelsAsync(Sample sample, IReadOnlyList<string>? wanted, CancellationToken cancellation)
    {
        if (wanted is null)
        {
            return sample.Labels;
        }

        // One that it has and that was removed meanwhile is left out in silence; one that is added must be there.
        await choices.LabelsAsync(wanted.Except(sample.Labels, StringComparer.Ordinal), cancellation);
        var there = await labels.OfAsync(wanted, cancellation);
        return Same(sample.Labels, [.. there.Select(label => label.Id)]);
    }

    private static IReadOnlyList<string>? SetsOf(Sample sample, IReadOnlyList<string>? wanted) =>
        SampleFields.Tidy(wanted) is { } sets ? Same(sample.Sets ?? [], sets) : null;

    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> now, IReadOnlyList<T> wanted) => now.SequenceEqual(wanted) ? now : wanted;

    private async Task RenameAsync(Sample sample, CancellationToken cancellation)
    {
        var link = new Link(sample.Id, sample.Name);
        foreach (var analysis in await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Sample.Id, sample.Id), cancellation))
        {
            await analyses.UpdateAsync(analysis.Id, now => now.Sample == link ? now : now with { Sample = link }, cancellation);
        }
    }

    private async Task<Sample> GetAsync(Viewer viewer, string id, CancellationToken cancellation) =>
        await samples.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException(Missing);
}
