using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/audit</c>: who did what, for administrators; <c>/api/samples/{id}/audit</c>: what was done to a sample, for who may see it.</summary>
internal static class AuditApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", ListAsync);
        api.MapGet("/audit/export", ExportAsync);
        api.MapGet("/samples/{id}/audit", OfSampleAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, AuditService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var all = service.Search(viewer);
        return Paging.Of(request).ListAsync(request, all, service.Search(viewer, FilterOf(request.Query)), entry => Of(entry, viewer), cancellation);
    }

    private static async Task<IResult> OfSampleAsync(ClaimsPrincipal user, HttpRequest request, string id, AuditService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var query = await service.HistoryAsync(viewer, "samples", id, cancellation);
        return await Paging.Of(request).ListAsync(request, query, query, entry => Of(entry, viewer), cancellation);
    }

    private static IResult ExportAsync(ClaimsPrincipal user, HttpRequest request, AuditService service, PrincipalNames names, TimeProvider time, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var entries = service.AllAsync(viewer, FilterOf(request.Query), cancellation);
        var name = $"audit-{time.GetUtcNow():yyyy-MM-dd}";
        return request.Query["format"].ToString() switch
        {
            "csv" or "" => Results.Stream(target => AuditExport.ToCsvAsync(entries, names, target, cancellation), "text/csv; charset=utf-8", $"{name}.csv"),
            "json" => Results.Stream(target => AuditExport.ToJsonAsync(entries, names, target, cancellation), "application/json", $"{name}.json"),
            _ => throw new InvalidQueryException("format", "format is csv or json."),
        };
    }

    /// <summary>An entry as it is served.</summary>
    internal static object Of(AuditEntry entry, Viewer viewer) => Of(entry.SeenBy(viewer));

    private static object Of(AuditEntry entry) => new
    {
        entry.Id,
        entry.At,
        User = Stubs.User(entry.Actor),
        entry.Key,
        entry.From,
        entry.Action,
        entry.Thing.Collection,
        ThingId = entry.Thing.Id,
        entry.Thing.Name,
        entry.Count,
        entry.Changes,
        entry.LeftOut,
    };

    /// <exception cref="InvalidQueryException">Something in the address is not right.</exception>
    private static AuditFilter FilterOf(IQueryCollection given)
    {
        return new AuditFilter(
            Text("find"),
            Text("user"),
            Text("action") is { } action ? ActionOf(action) : null,
            Text("collection"),
            Text("id"),
            Text("from") is { } from ? AuditMoments.From(from) ?? throw NoTime("from") : null,
            Text("until") is { } until ? AuditMoments.Until(until) ?? throw NoTime("until") : null);

        string? Text(string field) => given[field].ToString() is { Length: > 0 } text ? text : null;
    }

    private static AuditAction ActionOf(string text)
    {
        foreach (var action in Enum.GetValues<AuditAction>())
        {
            if (Json.Word(action) == text)
            {
                return action;
            }
        }

        throw new InvalidQueryException("action", $"action is one of {string.Join(", ", Enum.GetValues<AuditAction>().Select(action => Json.Word(action)))}.");
    }

    private static InvalidQueryException NoTime(string field) => new(field, $"{field} is a day or a time in UTC, as 2026-11-22 or 2026-11-22T08:00:00Z.");
}
