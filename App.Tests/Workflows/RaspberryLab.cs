using Virtool.App.Tests.Data;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>The reads of <see cref="Raspberry"/> and references of real plant viruses on workflows that the scheduler runs.</summary>
internal sealed class RaspberryLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RaspberryLab() => Host = new WorkflowsHost(_folder.Path);

    public WorkflowsHost Host { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A reference of what a file exports, with its index.</summary>
    public async Task<Reference> ReferenceAsync(string path)
    {
        var reference = await Raspberry.ImportAsync(Host.Host.Services, path);
        await Host.CompletedAsync((await Host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation)).JobId);
        return reference;
    }

    /// <summary>The sample, which is made.</summary>
    /// <param name="references">With which it is analysed at once.</param>
    public async Task<Sample> SampleAsync(params Link[] references)
    {
        var creation = await Host.SampleAsync("Raspberry", await Raspberry.StoreReadsAsync(Host), references);
        await Host.CompletedAsync(creation.Job.Id);
        return creation.Sample;
    }

    /// <summary>Profiles of the virus' proteins.</summary>
    public Task InstallProfilesAsync() => Raspberry.InstallProfilesAsync(Host.Host.Services, _folder.Path);

    /// <summary>How long each step of a job took.</summary>
    public static IEnumerable<string> TimesOf(Job job) => job.Steps.Select(step => $"{step.Name}: {(step.FinishedAt - step.StartedAt)?.TotalSeconds:0.0} s");

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
