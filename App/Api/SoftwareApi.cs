using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Jobs.Releases;

namespace Virtool.App.Api;

/// <summary><c>/api/software</c>: which version runs, and which newer ones there are. None is installed from here.</summary>
internal static class SoftwareApi
{
    private const string HowTo = "A server does not exchange itself. Stop it, put the new version in its place (or start the new image), and start it again on the same data folder.";

    /// <summary>Maps the routes.</summary>
    public static void MapSoftware(this RouteGroupBuilder api)
    {
        api.MapGet("/software", async (SoftwareReleases releases, CancellationToken cancellation) =>
            Results.Json(Projections.Of(await releases.GetAsync(cancellation)), Json.Served));
        api.MapGet("/software/releases", async (SoftwareReleases releases, CancellationToken cancellation) =>
            List((await releases.GetAsync(cancellation)).Releases));
        api.MapGet("/software/updates", async (SoftwareReleases releases, CancellationToken cancellation) =>
            List(SoftwareReleases.Newer(await releases.GetAsync(cancellation))));
        api.MapPost("/software/updates", Refuse);
    }

    private static IResult List(IReadOnlyList<Release> releases) =>
        Results.Json(new { Documents = releases.Select(release => Projections.Of(release, ReleaseRules.IsNewer(release, SoftwareReleases.Version))) }, Json.Served);

    private static IResult Refuse(ClaimsPrincipal user)
    {
        user.Viewer().DemandAdministrator();
        throw new RefusedException(HowTo);
    }
}
