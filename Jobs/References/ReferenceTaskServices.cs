using Microsoft.Extensions.DependencyInjection;
using Virtool.Jobs.References.Clone;
using Virtool.Jobs.References.Delete;
using Virtool.Jobs.References.Export;
using Virtool.Jobs.References.Import;

namespace Virtool.Jobs.References;

/// <summary>Registers what is done with whole references.</summary>
public static class ReferenceTaskServices
{
    /// <summary>The import, the copy and the removal, as tasks, and the export; the domain's services are needed beside them.</summary>
    public static IServiceCollection AddReferenceTasks(this IServiceCollection services) => services
        .AddSingleton<ReferenceFiller>()
        .AddSingleton<UnmadeReference>()
        .AddSingleton<ReferencePreview>()
        .AddSingleton<ReferenceExport>()
        .AddTaskKind<ImportReference>()
        .AddTaskKind<CloneReference>()
        .AddTaskKind<DeleteReference>();
}
