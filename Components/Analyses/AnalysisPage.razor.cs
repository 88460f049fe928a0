using Microsoft.AspNetCore.Components;
using Virtool.Components.Jobs;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Analyses;

/// <summary>One analysis: what it found, with the evidence; or how far it is; or why it failed.</summary>
public sealed partial class AnalysisPage : ViewerPage
{
    private Viewer? _viewer;
    private Live<Analysis>? _analysis;
    private Live<Job>? _job;
    private Live<Sample>? _sample;

    /// <summary>The analysis.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The analyses.</summary>
    [Inject]
    public required AnalysisService Service { get; init; }

    /// <summary>The jobs.</summary>
    [Inject]
    public required JobService Jobs { get; init; }

    /// <summary>The samples.</summary>
    [Inject]
    public required SampleService Samples { get; init; }

    /// <summary>The names of workflows.</summary>
    [Inject]
    public required WorkflowWords Workflows { get; init; }

    private Job? Job => _job?.Single;

    private bool MayChange => _sample?.Single is { } sample && _viewer?.Decide(sample, Right.Write) == true;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var analysis = await WatchAsync("analysis", Service.ById(_viewer, Id));
        if (analysis.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        _analysis = analysis;
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // It has come into sight only now.
        if (_job is null && _viewer is not null && _analysis?.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }
    }

    private async Task AskAsync(Viewer viewer, Analysis analysis)
    {
        _job = await WatchAsync("job", Jobs.ById(viewer, analysis.JobId));
        _sample = await WatchAsync("sample", Samples.ById(viewer, analysis.Sample.Id));
    }
}
