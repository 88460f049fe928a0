using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Jobs.References.Import;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>The reads of a raspberry plant with Raspberry ringspot virus, references with and without it, and profiles of its proteins.</summary>
internal static class Raspberry
{
    /// <summary>A reference that has the virus, beside all others of plants.</summary>
    public const string WithIt = "reference/plant_viruses.json.gz";

    /// <summary>A reference that does not have it.</summary>
    public const string WithoutIt = "reference/plant_viruses_subset.json.gz";

    private const string Virus = "Raspberry ringspot virus";

    private static readonly Lazy<IReadOnlyList<string>> Sequences = new(() => [.. Viruses(WithIt).First(joined => joined.Otu.Name == Virus).Sequences.Select(sequence => sequence.Nucleotides)]);

    /// <summary>Of both mates, in their order.</summary>
    public static IReadOnlyList<string> Reads { get; } = ["reads/raspberry_1.fq.gz", "reads/raspberry_2.fq.gz"];

    /// <summary>Of every isolate: about 7,900 bases.</summary>
    public static IReadOnlyList<string> Rna1 => [.. Sequences.Value.Where(sequence => sequence.Length > 6_000)];

    /// <summary>Of every isolate: about 3,900 bases.</summary>
    public static IReadOnlyList<string> Rna2 => [.. Sequences.Value.Where(sequence => sequence.Length is > 3_000 and < 6_000)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The first of them is of RNA 1, the second of RNA 2.</summary>
    public static Task InstallProfilesAsync(IServiceProvider services, string folder) =>
        MadeProfiles.InstallAsync(services, folder, ("RNA-1 polyprotein", MadeProfiles.Proteins(Rna1)), ("RNA-2 polyprotein", MadeProfiles.Proteins(Rna2)));

    /// <summary>Imports a reference.</summary>
    public static async Task<Reference> ImportAsync(IServiceProvider services, string path)
    {
        var reference = await services.GetRequiredService<ReferenceService>().CreateAsync(Viewer.Server, "Plant viruses", "", Cancellation);
        var bulk = services.GetRequiredService<BulkOtus>();
        var problems = new ProblemList();
        var viruses = Viruses(path, new Link(reference.Id, reference.Name), problems).ToAsyncEnumerable();
        var count = await bulk.AddAsync(reference, reference.User, ChangeMethod.Import, viruses, cancellation: Cancellation);
        problems.Any.ShouldBeFalse();
        return (await bulk.PublishAsync(reference.Id, count, whole => whole, Cancellation)).ShouldNotBeNull();
    }

    /// <summary>All that the large reference has, as a database for BLAST is made of.</summary>
    public static string Fasta() => string.Concat(Viruses(WithIt).SelectMany(joined => joined.Sequences).DistinctBy(sequence => sequence.Accession)
        .Select(sequence => $">{sequence.Accession} {sequence.Definition}\n{sequence.Nucleotides}\n"));

    /// <summary>Both mates, in their order.</summary>
    public static async Task<IReadOnlyList<StoredFile>> StoreReadsAsync(WorkflowsHost host) => [await StoreAsync(host, Reads[0]), await StoreAsync(host, Reads[1])];

    private static async Task<StoredFile> StoreAsync(WorkflowsHost host, string path)
    {
        using var plain = new StreamReader(new GZipStream(File.OpenRead(TestData.Shared(path)), CompressionMode.Decompress));
        return await host.StoreAsync(Path.GetFileName(path), await plain.ReadToEndAsync(Cancellation));
    }

    private static IEnumerable<JoinedOtu> Viruses(string path, Link? reference = null, ProblemList? problems = null)
    {
        var source = new SourceOtus(reference ?? new Link("refer001", "Plant viruses"), IdPlan.None, DateTimeOffset.UnixEpoch);
        var shared = TestData.Shared(path);
        return ReferenceFile.Of(() => File.OpenRead(shared)).Otus(letters: true, problems ?? new ProblemList(), Cancellation).Select(source.Join);
    }
}
