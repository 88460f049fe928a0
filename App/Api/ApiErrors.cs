using FluentValidation;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Jobs.Outgoing;

namespace Virtool.App.Api;

/// <summary>What the API answers where it cannot do what was asked: <c>{id, message, errors?}</c>.</summary>
internal static class ApiErrors
{
    /// <summary>Turns what services throw into answers.</summary>
    public static RouteGroupBuilder WithApiErrors(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (NotFoundException exception)
            {
                return Error(StatusCodes.Status404NotFound, "not_found", exception.Message);
            }
            catch (NotPermittedException exception)
            {
                return Error(StatusCodes.Status403Forbidden, exception.IsOfDocument ? "insufficient_rights" : "not_permitted", exception.Message);
            }
            catch (BadRequestException exception)
            {
                return Error(StatusCodes.Status400BadRequest, "bad_request", exception.Message);
            }
            catch (RefusedException exception)
            {
                return Error(StatusCodes.Status409Conflict, "conflict", exception.Message);
            }
            catch (OutgoingException exception)
            {
                return exception.Failure == OutgoingFailure.NotFound
                    ? Error(StatusCodes.Status404NotFound, "not_found", exception.Message)
                    : Error(StatusCodes.Status502BadGateway, "bad_gateway", exception.Message);
            }
            catch (ValidationException exception)
            {
                return Error(StatusCodes.Status422UnprocessableEntity, "invalid_input", "Something in what you sent is not right.", ByField(exception));
            }
            catch (InvalidQueryException exception)
            {
                return Error(StatusCodes.Status422UnprocessableEntity, "invalid_query", "Something in the address is not right.", exception.Errors);
            }
        });
        return group;
    }

    /// <summary>An answer with an error.</summary>
    public static IResult Error(int status, string id, string message, IReadOnlyDictionary<string, string[]>? errors = null) =>
        errors is null
            ? Results.Json(new { Id = id, Message = message }, Json.Served, statusCode: status)
            : Results.Json(new { Id = id, Message = message, Errors = errors }, Json.Served, statusCode: status);

    /// <summary>Writes an error where there is no endpoint to return it.</summary>
    public static Task WriteAsync(HttpContext context, int status, string id, string message) =>
        Error(status, id, message).ExecuteAsync(context);

    private static Dictionary<string, string[]> ByField(ValidationException exception) => exception.Errors
        .GroupBy(failure => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName))
        .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray());
}
