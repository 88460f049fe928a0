using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Questions;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/questions</c>: what the server asks its administrators.</summary>
internal static class QuestionsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapQuestions(this RouteGroupBuilder api)
    {
        api.MapGet("/questions", ListAsync);
        api.MapPut("/questions/{id}", AnswerAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, QuestionService service, CancellationToken cancellation)
    {
        var query = service.All(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Of, cancellation);
    }

    private static async Task<IResult> AnswerAsync(ClaimsPrincipal user, HttpRequest request, string id, QuestionService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var given = await Body.ReadAsync<Given>(request, cancellation);
        return Results.Json(Of(await service.AnswerAsync(viewer, id, given.Answer ?? "", cancellation)), Json.Served);
    }

    private static object Of(Question question) => new
    {
        question.Id,
        question.Text,
        question.Choices,
        question.Count,
        question.Names,
        question.AskedAt,
        question.Answer,
        AnsweredBy = question.AnsweredBy is null ? null : Stubs.User(question.AnsweredBy),
        question.AnsweredAt,
    };

    /// <param name="Answer">The value of one of the choices.</param>
    private sealed record Given(string? Answer);
}
