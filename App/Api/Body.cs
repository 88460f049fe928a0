using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;

namespace Virtool.App.Api;

/// <summary>What a request brings along, as JSON in snake_case; fields that nobody knows are left out.</summary>
internal static class Body
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ValidationException">It is no JSON, or a field of it is not of its kind; the field is named.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Served, cancellation) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException exception)
        {
            var field = (exception.Path ?? "$").TrimStart('$', '.');
            throw new ValidationException([new ValidationFailure(field.Length == 0 ? "body" : field, "This is not the JSON that is expected here.")]);
        }
    }
}
