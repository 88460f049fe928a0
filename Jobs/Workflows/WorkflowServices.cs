using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Ownership;
using Virtool.Domain.Trash;
using Virtool.Jobs.Evidence;
using Virtool.Jobs.Repair;
using Virtool.Jobs.Requests;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Indexes;
using Virtool.Jobs.Workflows.Nuvs;
using Virtool.Jobs.Workflows.Samples;
using Virtool.Jobs.Workflows.Subtractions;
using Virtool.Jobs.Workflows.Trimming;

namespace Virtool.Jobs.Workflows;

/// <summary>Registers the workflows, what turns wanted analyses into jobs, and what puts right what they leave.</summary>
public static class WorkflowServices
{
    /// <summary>Every workflow; the domain's services are needed beside them.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services) => services
        .AddSingleton<IndexRetention>()
        .AddSingleton<AlignmentEvidence>()
        .AddSingleton<AnalysisRuns>()
        .AddSingleton<ReadTrimming>()
        .AddWorkflow<CreateSampleWorkflow>()
        .AddWorkflow<UpdateSampleWorkflow>()
        .AddWorkflow<CreateSubtractionWorkflow>()
        .AddWorkflow<BuildIndexWorkflow>()
        .AddWorkflow<PathoscopeWorkflow>()
        .AddWorkflow<NuvsWorkflow>()
        .AddSingleton<Reservations>()
        .AddSingleton<WorkflowTags>()
        .AddTrash()
        .AddSingleton<LostFolders>()
        .AddOwned<StartRepair>()
        .AddOwned<RequestReconciler>();
}
