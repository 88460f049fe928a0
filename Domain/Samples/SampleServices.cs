using Microsoft.Extensions.DependencyInjection;
using Virtool.Domain.Labels;
using Virtool.Domain.Trimming;

namespace Virtool.Domain.Samples;

/// <summary>Registers what is done with samples and their labels.</summary>
public static class SampleServices
{
    /// <summary>All of them, with their trimmed reads.</summary>
    public static IServiceCollection AddSamples(this IServiceCollection services) => services
        .AddTrimming()
        .AddSingleton<LabelService>()
        .AddSingleton<SampleService>()
        .AddSingleton<SampleAccess>()
        .AddSingleton<SampleNames>()
        .AddSingleton<SampleChoices>()
        .AddSingleton<SampleEdits>()
        .AddSingleton<SampleCreations>()
        .AddSingleton<SampleReads>()
        .AddSingleton<SampleRemovals>()
        .AddSingleton<SampleReplacements>();
}
