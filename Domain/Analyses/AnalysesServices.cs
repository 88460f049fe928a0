using Microsoft.Extensions.DependencyInjection;
using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Exporting;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Domain.Analyses;

/// <summary>Registers what concerns analyses.</summary>
public static class AnalysesServices
{
    /// <summary>Analyses, what is made of them, and what is said of them; the trash and the settings are needed beside them.</summary>
    public static IServiceCollection AddAnalyses(this IServiceCollection services) => services
        .AddSingleton<AnalysisService>()
        .AddSingleton<AnalysisStarter>()
        .AddSingleton<AnalysisRemoval>()
        .AddSingleton<AnalysisDepths>()
        .AddSingleton<ContigService>()
        .AddSingleton<AnalysisExport>()
        .AddSingleton<TrustRuleService>()
        .AddSingleton<VerdictService>()
        .AddSingleton<CrosstalkService>()
        .AddSingleton<MatrixService>()
        .AddSingleton<ComparisonService>();
}
