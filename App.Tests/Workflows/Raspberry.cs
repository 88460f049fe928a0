using System.IO.Compression;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Jobs.References.Import;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Real reads of a raspberry plant that carries Raspberry ringspot virus, and references of real plant viruses, on workflows that the scheduler runs.</summary>
internal sealed class Raspberry : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Raspberry() => Host = new WorkflowsHost(_folder.Path);

    public WorkflowsHost Host { get; }

    public string Folder => _folder.Path;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A reference of what a file exports, with its index.</summary>
    /// <param name="file">Its name in the folder of references.</param>
    public async Task<Reference> ReferenceAsync(string file)
    {
        var reference = await ImportAsync(TestData.Shared($"reference/{file}"));
        await Host.CompletedAsync((await Host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation)).JobId);
        return reference;
    }

    /// <summary>The sample, which is made.</summary>
    /// <param name="references">With which it is analysed at once.</param>
    public async Task<Sample> SampleAsync(params Link[] references)
    {
        var creation = await Host.SampleAsync("Raspberry", [await StoreAsync("raspberry_1.fq.gz"), await StoreAsync("raspberry_2.fq.gz")], references);
        await Host.CompletedAsync(creation.Job.Id);
        return creation.Sample;
    }

    /// <summary>How long each step of a job took.</summary>
    public static IEnumerable<string> TimesOf(Job job) => job.Steps.Select(step => $"{step.Name}: {(step.FinishedAt - step.StartedAt)?.TotalSeconds:0.0} s");

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<StoredFile> StoreAsync(string name)
    {
        using var plain = new StreamReader(new GZipStream(File.OpenRead(TestData.Shared($"reads/{name}")), CompressionMode.Decompress));
        return await Host.StoreAsync(name, await plain.ReadToEndAsync(Cancellation));
    }

    private async Task<Reference> ImportAsync(string path)
    {
        var reference = await Host.ReferenceAsync();
        var bulk = Host.Get<BulkOtus>();
        var problems = new ProblemList();
        var source = new SourceOtus(new Link(reference.Id, reference.Name), IdPlan.None, DateTimeOffset.UnixEpoch);
        var viruses = ReferenceFile.Of(() => File.OpenRead(path)).Otus(letters: true, problems, Cancellation).Select(source.Join).ToAsyncEnumerable();
        var count = await bulk.AddAsync(reference, reference.User, ChangeMethod.Import, viruses, cancellation: Cancellation);
        problems.Any.ShouldBeFalse();
        return (await bulk.PublishAsync(reference.Id, count, whole => whole, Cancellation)).ShouldNotBeNull();
    }
}
