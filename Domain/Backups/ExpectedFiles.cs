using Virtool.Data.Collections;
using Virtool.Data.Copies;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trash;

namespace Virtool.Domain.Backups;

/// <summary>Which files of the data folder documents speak of, with what is known of them.</summary>
/// <param name="copier">Reads copies.</param>
/// <param name="data">Where things lie.</param>
/// <param name="files">The stored files, as they are now.</param>
/// <param name="samples">The samples, as they are now.</param>
/// <param name="indexes">The indexes, as they are now.</param>
/// <param name="subtractions">The subtractions, as they are now.</param>
/// <param name="profiles">Which profiles are installed now.</param>
/// <param name="imports">The imports, as they are now.</param>
/// <param name="trash">What is in the trash, as it is now.</param>
public sealed class ExpectedFiles(
    IDatabaseCopier copier,
    DataFolder data,
    Collection<StoredFile> files,
    Collection<Sample> samples,
    Collection<ReferenceIndex> indexes,
    Collection<Subtraction> subtractions,
    Collection<HmmStatus> profiles,
    Collection<Import> imports,
    Collection<TrashItem> trash)
{
    /// <summary>Those that the documents of a copy speak of.</summary>
    public IReadOnlyList<ExpectedFile> In(string copy) =>
    [
        .. copier.Read<StoredFile>(copy, files.Name).SelectMany(Of),
        .. copier.Read<Sample>(copy, samples.Name).SelectMany(Of),
        .. copier.Read<ReferenceIndex>(copy, indexes.Name).SelectMany(Of),
        .. copier.Read<Subtraction>(copy, subtractions.Name).SelectMany(Of),
        .. copier.Read<HmmStatus>(copy, profiles.Name).SelectMany(Of),
    ];

    /// <summary>Those that the documents speak of now, with what is held and what is in the trash. What a job has reserved is left out: it moves at any moment.</summary>
    public async Task<IReadOnlyList<ExpectedFile>> NowAsync(CancellationToken cancellation = default) =>
    [
        .. (await files.FindAsync(Where<StoredFile>.Is(file => file.Reserved, false), cancellation)).SelectMany(Of),
        .. (await samples.FindAsync(Filter.All, cancellation)).SelectMany(Of),
        .. (await indexes.FindAsync(Filter.All, cancellation)).SelectMany(Of),
        .. (await subtractions.FindAsync(Filter.All, cancellation)).SelectMany(Of),
        .. (await profiles.FindAsync(Filter.All, cancellation)).SelectMany(Of),
        .. (await imports.FindAsync(Where<Import>.Is(import => import.State, ImportState.Quarantined), cancellation)).Select(Of),
        .. (await trash.FindAsync(Where<TrashItem>.Is(item => item.State, TrashState.Held) & Where<TrashItem>.Is(item => item.HasFile, true), cancellation)).Select(Of),
    ];

    private IEnumerable<ExpectedFile> Of(StoredFile file) => !file.Ready ? [] :
    [
        new(Relative(data.FilePath(file.Id)), file.Size, file.Sha256, async token => await files.GetAsync(file.Id, token) is { Ready: true, Reserved: false }, "The stored file", file.Name),
    ];

    private IEnumerable<ExpectedFile> Of(Sample sample) => sample.State != SampleState.Ready ? [] : sample.Files.Select(file => new ExpectedFile(
        Relative(Path.Combine(data.Sample(sample.Id), file.Name)), file.Size, file.Sha256, async token => await samples.GetAsync(sample.Id, token) is not null, "A file of the sample", sample.Name));

    private IEnumerable<ExpectedFile> Of(ReferenceIndex index) => !index.HasFiles ? [] :
    [
        new(Relative(data.Index(index.Reference.Id, index.Id)), null, null, async token => await indexes.GetAsync(index.Id, token) is not null, $"Index {index.Version} of", index.Reference.Name),
    ];

    private IEnumerable<ExpectedFile> Of(Subtraction subtraction) => !subtraction.Ready ? [] :
    [
        new(Relative(data.Subtraction(subtraction.Id)), null, null, async token => await subtractions.GetAsync(subtraction.Id, token) is not null, "The subtraction", subtraction.Name),
    ];

    private IEnumerable<ExpectedFile> Of(HmmStatus status) => !status.Installed ? [] :
    [
        new(Relative(data.Profiles), status.Size, status.Sha256, async token => (await profiles.GetAsync(status.Id, token))?.Sha256 == status.Sha256, "The profiles of", status.Source),
    ];

    private ExpectedFile Of(Import import) => new(
        Relative(Path.Combine(data.Quarantine, import.Id)), null, null, async token => await imports.GetAsync(import.Id, token) is { State: ImportState.Quarantined }, "The quarantined file", import.Name);

    private ExpectedFile Of(TrashItem item) => new(
        Relative(Path.Combine(data.Trash, item.Id)), null, null, async token => await trash.GetAsync(item.Id, token) is { State: TrashState.Held }, "In the trash", item.Name);

    private string Relative(string path) => Path.GetRelativePath(data.Root, path).Replace(Path.DirectorySeparatorChar, '/');
}
