using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Labels;

/// <summary>What people and rules do with labels. Whoever may create samples may make them; who made one, and administrators, may change it.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="labels">The labels.</param>
/// <param name="samples">The samples, which are found by their labels' names.</param>
/// <param name="time">The clock.</param>
public sealed class LabelService(IDocumentStore store, Collection<Label> labels, Collection<Sample> samples, TimeProvider time)
{
    private const string Missing = "There is no such label.";

    /// <summary>Samples written at once.</summary>
    private const int Portion = 200;

    /// <summary>By name; <paramref name="text"/> is looked for in the names.</summary>
    public Query<Label> Search(Viewer viewer, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var all = Query<Label>.All.OrderBy(label => label.LowerName);
        return string.IsNullOrWhiteSpace(text) ? all : all.Where(Where<Label>.Contains(label => label.Name, text.Trim()));
    }

    /// <summary>The label.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Label> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return await labels.GetAsync(id, cancellation) ?? throw new NotFoundException(Missing);
    }

    /// <summary>Labels by their ids, in the order of the ids; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<Label>> OfAsync(IReadOnlyList<string> ids, CancellationToken cancellation = default)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var found = (await labels.FindAsync(Where<Label>.IsIn(label => label.Id, ids), cancellation)).ToDictionary(label => label.Id, StringComparer.Ordinal);
        return [.. ids.Distinct(StringComparer.Ordinal).Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>How many of the samples that the viewer may see have the label.</summary>
    public Task<long> CountAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        samples.CountAsync(RightsRules.Readable(viewer) & Where<Sample>.Has(sample => sample.Labels, id), cancellation);

    /// <summary>Makes a label.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create samples.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be, or there is one of this name.</exception>
    public async Task<Label> CreateAsync(Viewer viewer, LabelDraft draft, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateSample);
        await new LabelDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        var label = LabelRules.Create(Ids.New(), draft.Name!, new Link(viewer.UserId, viewer.Handle), time.GetUtcNow());
        return await UnlessTakenAsync(() => labels.InsertAsync(
            label with { Color = draft.Color?.ToLowerInvariant() ?? label.Color, Description = draft.Description?.Trim() ?? "" }, cancellation));
    }

    /// <summary>Changes a label. Samples that have it are found by its new name.</summary>
    /// <exception cref="NotFoundException">There is no such label.</exception>
    /// <exception cref="NotPermittedException">The viewer has not made it, and is no administrator.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be, or there is another of this name.</exception>
    public async Task<Label> EditAsync(Viewer viewer, string id, LabelEdit edit, CancellationToken cancellation = default)
    {
        Demand(viewer, await GetAsync(viewer, id, cancellation));
        await new LabelEditValidator().ValidateAndThrowAsync(edit, cancellation);
        var former = "";
        var changed = await UnlessTakenAsync(async () => await labels.UpdateAsync(
            id,
            label =>
            {
                former = label.Name;
                var name = edit.Name?.Trim() ?? label.Name;
                return label with
                {
                    Name = name,
                    LowerName = LabelRules.LowerName(name),
                    Color = edit.Color?.ToLowerInvariant() ?? label.Color,
                    Description = edit.Description?.Trim() ?? label.Description,
                };
            },
            cancellation) ?? throw new NotFoundException(Missing));
        if (changed.Name != former)
        {
            await ChangeAsync(id, sample => sample, cancellation);
        }

        return changed;
    }

    /// <summary>Removes a label: from all samples that have it, then itself. What was broken off is done by removing it again.</summary>
    /// <exception cref="NotFoundException">There is no such label.</exception>
    /// <exception cref="NotPermittedException">The viewer has not made it, and is no administrator.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        Demand(viewer, await GetAsync(viewer, id, cancellation));
        await ChangeAsync(id, sample => sample with { Labels = [.. sample.Labels.Where(label => label != id)] }, cancellation);
        await labels.DeleteAsync(id, cancellation);
    }

    /// <summary>The ids of the labels of these names, whatever their case; those that are not there are made.</summary>
    /// <param name="names">The names; empty ones and those that are said twice are passed over.</param>
    /// <param name="user">Who makes what is missing.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<string>> FindOrMakeAsync(IEnumerable<string> names, Link user, CancellationToken cancellation = default)
    {
        var ids = new List<string>();
        foreach (var name in names.Where(name => !string.IsNullOrWhiteSpace(name)).DistinctBy(LabelRules.LowerName))
        {
            ids.Add((await FindAsync(name, cancellation) ?? await MakeAsync(name, user, cancellation)).Id);
        }

        return ids;
    }

    /// <summary>The label of a name, whatever its case; null where there is none.</summary>
    public Task<Label?> FindAsync(string name, CancellationToken cancellation = default)
    {
        var lower = LabelRules.LowerName(name);
        return labels.FirstAsync(Where<Label>.Is(label => label.LowerName, lower), cancellation);
    }

    private async Task<Label> MakeAsync(string name, Link user, CancellationToken cancellation)
    {
        try
        {
            return await labels.InsertAsync(LabelRules.Create(Ids.New(), name, user, time.GetUtcNow()), cancellation);
        }
        catch (DuplicateException)
        {
            // Somebody else has made it at the same time.
            return await FindAsync(name, cancellation) ?? throw new RefusedException($"The label {name} could not be made. Try again.");
        }
    }

    private async Task ChangeAsync(string id, Func<Sample, Sample> change, CancellationToken cancellation)
    {
        var having = await samples.FindAsync(Where<Sample>.Has(sample => sample.Labels, id), cancellation);
        foreach (var portion in having.Select(sample => sample.Id).Chunk(Portion))
        {
            await store.CommitAsync(
                async token =>
                {
                    var changed = new List<Write>();
                    foreach (var sample in await samples.FindAsync(Where<Sample>.IsIn(sample => sample.Id, portion), token))
                    {
                        var wanted = change(sample);
                        changed.Add(samples.ToReplace(SampleRules.Found(wanted, await OfAsync(wanted.Labels, token))));
                    }

                    return changed;
                },
                cancellation);
        }
    }

    private static void Demand(Viewer viewer, Label label)
    {
        if (!viewer.Administrator && label.User.Id != viewer.UserId)
        {
            throw new NotPermittedException($"Only {label.User.Name}, who made the label, and administrators may change or remove it.", isOfDocument: true);
        }
    }

    private static async Task<Label> UnlessTakenAsync(Func<Task<Label>> write)
    {
        try
        {
            return await write();
        }
        catch (DuplicateException)
        {
            throw new ValidationException([new ValidationFailure(nameof(Label.Name), "There is a label of this name already, perhaps in other letters. Choose another name.")]);
        }
    }
}
