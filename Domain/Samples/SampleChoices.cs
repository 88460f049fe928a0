using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Groups;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;

namespace Virtool.Domain.Samples;

/// <summary>What is chosen for a sample by its id: it must be there.</summary>
/// <param name="labels">The labels.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="groups">The groups.</param>
public sealed class SampleChoices(Collection<Label> labels, Collection<Subtraction> subtractions, Collection<Group> groups)
{
    /// <summary>The labels of the ids, each once, in their order.</summary>
    /// <exception cref="BadRequestException">One is not there.</exception>
    public Task<IReadOnlyList<Label>> LabelsAsync(IEnumerable<string> ids, CancellationToken cancellation = default) =>
        OfAsync(labels, ids, "label", cancellation);

    /// <summary>The subtractions of the ids, each once, in their order.</summary>
    /// <exception cref="BadRequestException">One is not there.</exception>
    public async Task<IReadOnlyList<Link>> SubtractionsAsync(IEnumerable<string> ids, CancellationToken cancellation = default) =>
        [.. (await OfAsync(subtractions, ids, "subtraction", cancellation)).Select(subtraction => new Link(subtraction.Id, subtraction.Name))];

    /// <summary>The group of an id.</summary>
    /// <exception cref="BadRequestException">It is not there.</exception>
    public async Task<Link> GroupAsync(string id, CancellationToken cancellation = default) => await groups.GetAsync(id, cancellation) is { } group
        ? new Link(group.Id, group.Name)
        : throw new BadRequestException($"There is no group {id}. Choose one that is there.");

    private static async Task<IReadOnlyList<T>> OfAsync<T>(Collection<T> collection, IEnumerable<string> ids, string what, CancellationToken cancellation)
        where T : Document
    {
        string[] wanted = [.. ids.Distinct(StringComparer.Ordinal)];
        if (wanted.Length == 0)
        {
            return [];
        }

        var found = (await collection.FindAsync(Where<T>.IsIn(one => one.Id, wanted), cancellation)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return [.. wanted.Select(id => found.GetValueOrDefault(id) ?? throw new BadRequestException($"There is no {what} {id}. It may have been removed; choose another."))];
    }
}
