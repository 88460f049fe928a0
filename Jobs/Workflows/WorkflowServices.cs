using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Ownership;
using Virtool.Jobs.Requests;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Indexes;
using Virtool.Jobs.Workflows.Samples;
using Virtool.Jobs.Workflows.Subtractions;

namespace Virtool.Jobs.Workflows;

/// <summary>Registers the workflows, and what turns wanted analyses into jobs.</summary>
public static class WorkflowServices
{
    /// <summary>Every workflow; the domain's services are needed beside them.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services) => services
        .AddSingleton<IndexRetention>()
        .AddWorkflow<CreateSampleWorkflow>()
        .AddWorkflow<CreateSubtractionWorkflow>()
        .AddWorkflow<BuildIndexWorkflow>()
        .AddWorkflow<PathoscopeWorkflow>()
        .AddOwned<RequestReconciler>();
}
