using Virtool.Domain.Analyses;

namespace Virtool.App.Api;

/// <summary>Workflows by the names that the first API gave them.</summary>
internal static class Algorithms
{
    private const string Pathoscope = "pathoscope_bowtie";

    /// <summary>A workflow's name in the first API.</summary>
    public static string Of(string workflow) => workflow == AnalysisService.Pathoscope ? Pathoscope : workflow;

    /// <summary>The workflow by the name of either API; another name as it is.</summary>
    public static string WorkflowOf(string name) => name == Pathoscope ? AnalysisService.Pathoscope : name;
}
