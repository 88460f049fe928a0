using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.References;
using Virtool.Jobs.References.Export;

namespace Virtool.App.Api;

/// <summary><c>/download/refs/{id}?scope=</c>: a reference as a file that can be imported again.</summary>
internal static class ReferenceDownloads
{
    /// <summary>Maps the route.</summary>
    public static void MapReferenceDownloads(this WebApplication app) =>
        app.MapGroup("/download").RequireAuthorization().WithApiErrors().MapGet("/refs/{id}", ExportAsync);

    private static async Task<IResult> ExportAsync(ClaimsPrincipal user, string id, string? scope, ReferenceExport export, CancellationToken cancellation)
    {
        var plan = await export.PlanAsync(user.Viewer(), id, ScopeOf(scope), cancellation);
        return Results.Stream(output => export.WriteAsync(plan, output, cancellation: cancellation), "application/gzip", ReferenceExport.FileName(plan.Scope));
    }

    /// <summary>A scope by its word; what is no scope is the one of built viruses, as clients of the first API have it.</summary>
    internal static ExportScope ScopeOf(string? word) => Enum.GetValues<ExportScope>().FirstOrDefault(scope => Json.Word(scope) == word);
}
