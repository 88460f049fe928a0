using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.App.Api;

/// <summary><c>/api/trust_rules</c>: by what hits are judged, version after version.</summary>
internal static class TrustRulesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapTrustRules(this RouteGroupBuilder api)
    {
        api.MapGet("/trust_rules", ListAsync);
        api.MapPost("/trust_rules", AddAsync);
        api.MapGet("/trust_rules/{version:int}", GetAsync);
    }

    private static async Task<IResult> ListAsync(TrustRuleService rules, CancellationToken cancellation) =>
        Results.Json(new { Documents = (await rules.AllAsync(cancellation)).Select(View).ToArray() }, Json.Served);

    private static async Task<IResult> GetAsync(int version, TrustRuleService rules, CancellationToken cancellation) =>
        Results.Json(View(await rules.GetAsync(version, cancellation)), Json.Served);

    private static async Task<IResult> AddAsync(ClaimsPrincipal user, HttpRequest request, TrustRuleService rules, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var rule = await rules.AddAsync(viewer, await Body.ReadAsync<TrustRuleDraft>(request, cancellation), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/trust_rules/{rule.Version}";
        return Results.Json(View(rule), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static object View(TrustRule rule) => new
    {
        rule.Version,
        rule.StrongCoverage,
        rule.WeakCoverage,
        rule.StrongReads,
        rule.LeastReads,
        rule.WorthShowing,
        rule.KeptShare,
        rule.GoodMappedShare,
        rule.GoodReads,
        rule.Note,
        rule.CreatedAt,
        User = rule.User is null ? null : Stubs.User(rule.User),
    };
}
