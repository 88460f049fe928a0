using FluentValidation;
using Virtool.Components.Access;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Virtool.Domain.Users.SignIn;

namespace Virtool.App.Api;

/// <summary>The ways in and out: the only routes that take who is not signed in.</summary>
internal static class AccessApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapAccess(this RouteGroupBuilder api)
    {
        api.MapPost("/account/login", LoginAsync).AllowAnonymous();
        api.MapGet("/account/logout", LogoutAsync).AllowAnonymous();
        api.MapPost("/account/logout", LogoutAsync).AllowAnonymous();
        api.MapPost("/account/reset", ResetAsync).AllowAnonymous();
        api.MapPut("/users/first", FirstAsync).AllowAnonymous();
    }

    private static async Task<IResult> LoginAsync(HttpContext http, SignInService service, Sessions sessions, ResetTickets tickets, CancellationToken cancellation)
    {
        var login = await Body.ReadAsync<Login>(http.Request, cancellation);
        var outcome = await service.TryAsync(login.Username, login.Password, RequestAddress.Of(http), cancellation);
        if (outcome.Account is not { } account)
        {
            return ApiErrors.Error(StatusCodes.Status400BadRequest, "invalid_credentials", SignInService.Refusal);
        }

        if (outcome.MustReset)
        {
            return Results.Json(new { Reset = true, ResetCode = tickets.Write(account.Document, login.Remember) }, Json.Served);
        }

        await sessions.BeginAsync(http, account, login.Remember);
        return Results.Json(new { Reset = false }, Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> LogoutAsync(HttpContext http, Sessions sessions)
    {
        await sessions.EndAsync(http);
        return Results.Json(new { Login = true }, Json.Served);
    }

    private static async Task<IResult> ResetAsync(HttpContext http, UserService users, Sessions sessions, ResetTickets tickets, CancellationToken cancellation)
    {
        var reset = await Body.ReadAsync<NewPassword>(http.Request, cancellation);
        if (tickets.Read(reset.ResetCode) is not { } ticket)
        {
            return ApiErrors.Error(StatusCodes.Status400BadRequest, "invalid_reset_code", "This is no reset code, or its ten minutes are over. Log in again.");
        }

        try
        {
            await sessions.BeginAsync(http, await users.ResetAsync(ticket.UserId, ticket.Stamp, reset.Password ?? "", cancellation), ticket.Remember);
            return Results.Json(new { Login = false, Reset = false }, Json.Served);
        }
        catch (ValidationException invalid)
        {
            // The code holds still.
            var message = string.Join(' ', invalid.Errors.Select(error => error.ErrorMessage));
            return Results.Json(new { Id = "invalid_password", Message = message, reset.ResetCode }, Json.Served, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (RefusedException refused)
        {
            return ApiErrors.Error(StatusCodes.Status400BadRequest, "invalid_reset_code", refused.Message);
        }
    }

    private static async Task<IResult> FirstAsync(HttpContext http, UserService users, Sessions sessions, CancellationToken cancellation)
    {
        var first = await Body.ReadAsync<First>(http.Request, cancellation);
        var account = await users.CreateFirstAsync(first.Handle ?? first.UserId ?? "", first.Password ?? "", first.Code ?? "", RequestAddress.Of(http), cancellation);
        await sessions.BeginAsync(http, account, remember: false);
        var user = account.Document;
        return Results.Json(
            new { user.Id, user.Handle, user.Administrator, user.Groups, user.ForceReset, user.CreatedAt }, Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private sealed record Login(string? Username = null, string? Password = null, bool Remember = false);

    private sealed record NewPassword(string? Password = null, string? ResetCode = null);

    private sealed record First(string? UserId = null, string? Handle = null, string? Password = null, string? Code = null);
}
