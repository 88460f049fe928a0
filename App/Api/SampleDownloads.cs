using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.App.Api;

/// <summary><c>/download/samples</c>: the reads of samples.</summary>
internal static class SampleDownloads
{
    /// <summary>Maps the routes.</summary>
    public static void MapSampleDownloads(this WebApplication app)
    {
        var downloads = app.MapGroup("/download/samples").RequireAuthorization().WithApiErrors();
        downloads.MapGet("/{id}/reads_{mate:int}.fq.gz", ReadsAsync);
    }

    /// <summary>Where a sample's file is downloaded.</summary>
    /// <param name="id">The sample's.</param>
    /// <param name="name">The file's.</param>
    public static string Address(string id, string name) => $"/download/samples/{id}/{name}";

    private static async Task<IResult> ReadsAsync(ClaimsPrincipal user, string id, int mate, SampleService samples, SampleReads reads, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(reads.Demand(sample, mate), "application/gzip", DownloadNames.Of($"{sample.Name}.{SampleRules.ReadsName(mate)}"), enableRangeProcessing: true);
    }
}
