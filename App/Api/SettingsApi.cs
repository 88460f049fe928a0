using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Settings;

namespace Virtool.App.Api;

/// <summary><c>/api/settings</c>: what administrators set, and everybody may see.</summary>
internal static class SettingsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapSettings(this RouteGroupBuilder api)
    {
        api.MapGet("/settings", async (SettingsService settings, CancellationToken cancellation) => Results.Json(Projections.Of(await settings.GetAsync(cancellation)), Json.Served));
        api.MapPatch("/settings", ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, SettingsService settings, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var change = await Body.ReadAsync<SettingsChange>(request, cancellation);
        return Results.Json(Projections.Of(await settings.ChangeAsync(viewer, change, cancellation)), Json.Served);
    }
}
