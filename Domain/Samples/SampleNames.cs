using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Samples;

/// <summary>Sees that no two samples that people name have one name, where the settings say so. Names that differ only in case are one.</summary>
/// <param name="samples">The samples.</param>
/// <param name="settings">Whether names are unique.</param>
public sealed class SampleNames(Collection<Sample> samples, SettingsService settings)
{
    /// <summary>Which of the names samples have already; none where names need not be unique.</summary>
    /// <param name="names">The names.</param>
    /// <param name="except">The id of a sample that may have them; null: none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlySet<string>> TakenAsync(IEnumerable<string> names, string? except = null, CancellationToken cancellation = default)
    {
        var wanted = names.Select(name => name.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (wanted.Count == 0 || !(await settings.GetAsync(cancellation)).SampleUniqueNames)
        {
            return new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        }

        var alike = await samples.FindAsync(Where<Sample>.IsIn(sample => sample.NameKey, wanted.Select(SampleRules.NameKey).Distinct()), cancellation);
        return alike.Where(sample => sample.Id != except && wanted.Contains(sample.Name)).Select(sample => sample.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Sees that names are free, and gives what a batch that takes them must write too: of two that take names at once, one has to look again.</summary>
    /// <exception cref="BadRequestException">One is taken.</exception>
    public async Task<IReadOnlyList<Write>> TakeAsync(IReadOnlyList<string> names, string? except = null, CancellationToken cancellation = default)
    {
        if (!(await settings.GetAsync(cancellation)).SampleUniqueNames)
        {
            return [];
        }

        var hold = await settings.ToHoldAsync(cancellation);
        return (await TakenAsync(names, except, cancellation)).FirstOrDefault() is { } taken ? throw new BadRequestException(Taken(taken)) : [hold];
    }

    /// <summary>What is said of a name that is taken.</summary>
    public static string Taken(string name) => $"There is a sample named {name} already. Choose another name.";
}
