using Virtool.Data.Collections;
using Virtool.Data.Copies;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;

namespace Virtool.Domain.Backups;

/// <summary>Which files of the data folder documents speak of, with what is known of them.</summary>
/// <param name="copier">Reads copies.</param>
/// <param name="data">Where things lie.</param>
/// <param name="files">The stored files, as they are now.</param>
/// <param name="samples">The samples, as they are now.</param>
/// <param name="indexes">The indexes, as they are now.</param>
/// <param name="subtractions">The subtractions, as they are now.</param>
public sealed class ExpectedFiles(
    IDatabaseCopier copier,
    DataFolder data,
    Collection<StoredFile> files,
    Collection<Sample> samples,
    Collection<ReferenceIndex> indexes,
    Collection<Subtraction> subtractions)
{
    /// <summary>Those that the documents of a copy speak of.</summary>
    public IReadOnlyList<ExpectedFile> In(string copy) =>
    [
        .. copier.Read<StoredFile>(copy, files.Name).Where(file => file.Ready).Select(file => new ExpectedFile(
            Relative(data.FilePath(file.Id)), file.Size, file.Sha256, async token => await files.GetAsync(file.Id, token) is { Ready: true })),
        .. copier.Read<Sample>(copy, samples.Name).Where(sample => sample.State == SampleState.Ready).SelectMany(sample => sample.Files.Select(file => new ExpectedFile(
            Relative(Path.Combine(data.Sample(sample.Id), file.Name)), file.Size, file.Sha256, async token => await samples.GetAsync(sample.Id, token) is not null))),
        .. copier.Read<ReferenceIndex>(copy, indexes.Name).Where(index => index.HasFiles).Select(index => new ExpectedFile(
            Relative(data.Index(index.Reference.Id, index.Id)), null, null, async token => await indexes.GetAsync(index.Id, token) is not null)),
        .. copier.Read<Subtraction>(copy, subtractions.Name).Where(subtraction => subtraction.Ready).Select(subtraction => new ExpectedFile(
            Relative(data.Subtraction(subtraction.Id)), null, null, async token => await subtractions.GetAsync(subtraction.Id, token) is not null)),
    ];

    private string Relative(string path) => Path.GetRelativePath(data.Root, path).Replace(Path.DirectorySeparatorChar, '/');
}
