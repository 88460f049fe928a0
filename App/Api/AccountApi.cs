using System.Security.Claims;
using FluentValidation;
using FluentValidation.Results;
using Virtool.Components.Access;
using Virtool.Data.Documents;
using Virtool.Domain.Users;

namespace Virtool.App.Api;

/// <summary><c>/api/account</c>: one's own user.</summary>
internal static class AccountApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAccount(this RouteGroupBuilder api)
    {
        api.MapGet("/account", GetAsync);
        api.MapPatch("/account", ChangeAsync);
        api.MapGet("/account/settings", SettingsAsync);
        api.MapPatch("/account/settings", ChangeSettingsAsync);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, OwnAccount account, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Results.Json(UsersApi.Full(await account.GetAsync(viewer, cancellation), viewer), Json.Served);
    }

    private static async Task<IResult> ChangeAsync(
        ClaimsPrincipal user, HttpRequest request, OwnAccount account, UserService users, Sessions sessions, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandPerson();
        var body = await Body.ReadAsync<ChangedAccount>(request, cancellation);
        if (body.Password is not null && body.OldPassword is null)
        {
            throw new ValidationException([new ValidationFailure("old_password", "Give the password that you have, too.")]);
        }

        var profile = new ProfileChange(body.FullName, body.Email);
        await new ProfileChangeValidator().ValidateAndThrowAsync(profile, cancellation);
        if (body.Password is { } password)
        {
            await sessions.RenewAsync(request.HttpContext, await users.ChangePasswordAsync(viewer, body.OldPassword!, password, cancellation));
        }

        return Results.Json(UsersApi.Full(await account.ChangeProfileAsync(viewer, profile, cancellation), viewer), Json.Served);
    }

    private static async Task<IResult> SettingsAsync(ClaimsPrincipal user, OwnAccount account, CancellationToken cancellation) =>
        Results.Json(Projections.Of((await account.GetAsync(user.Viewer(), cancellation)).Preferences), Json.Served);

    private static async Task<IResult> ChangeSettingsAsync(ClaimsPrincipal user, HttpRequest request, OwnAccount account, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandPerson();
        var body = await Body.ReadAsync<ChangedSettings>(request, cancellation);
        return Results.Json(Projections.Of((await account.ChangePreferencesAsync(viewer, body.Change(), cancellation)).Preferences), Json.Served);
    }

    private sealed record ChangedSettings(bool? SkipQuickAnalyzeDialog, bool? ShowIds, bool? ShowVersions, string? QuickAnalyzeWorkflow, string? QuickAnalyzeAlgorithm)
    {
        public PreferencesChange Change() => new(
            SkipQuickAnalyzeDialog, ShowIds, ShowVersions, (QuickAnalyzeWorkflow ?? QuickAnalyzeAlgorithm) is { } workflow ? Algorithms.WorkflowOf(workflow) : null);
    }

    private sealed record ChangedAccount(string? Email, string? FullName, string? OldPassword, string? Password);
}
