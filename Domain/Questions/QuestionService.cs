using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Questions;

/// <summary>What the server asks its administrators.</summary>
/// <param name="questions">The questions.</param>
/// <param name="time">The clock.</param>
public sealed class QuestionService(Collection<Question> questions, TimeProvider time)
{
    /// <summary>All that stand, answered ones too as long as what was answered is not done.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<Question> All(Viewer viewer)
    {
        viewer.DemandAdministrator();
        return Query<Question>.All.OrderBy(question => question.AskedAt);
    }

    /// <summary>Answers; another answer takes the place of one that was not acted on yet.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">It is not asked, or not any more.</exception>
    /// <exception cref="BadRequestException">It has no such answer.</exception>
    public async Task<Question> AnswerAsync(Viewer viewer, string id, string answer, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return await questions.UpdateAsync(
            id,
            question => question.Choices.Any(choice => choice.Value == answer)
                ? question with { Answer = answer, AnsweredBy = new Link(viewer.UserId, viewer.Handle), AnsweredAt = time.GetUtcNow() }
                : throw new BadRequestException($"The answer is one of {string.Join(", ", question.Choices.Select(choice => choice.Value))}."),
            cancellation) ?? throw new NotFoundException("This is not asked, or not any more.");
    }

    /// <summary>The question; null where it is not asked.</summary>
    public Task<Question?> FindAsync(string id, CancellationToken cancellation = default) => questions.GetAsync(id, cancellation);

    /// <summary>Asks, where it is not asked yet. What was answered holds as long as the question is about nothing more than it was then.</summary>
    /// <returns>The question as it stands, with its answer if it has one.</returns>
    public async Task<Question> AskAsync(Question asked, CancellationToken cancellation = default)
    {
        while (true)
        {
            if (await questions.UpdateAsync(asked.Id, standing => Covers(standing, asked) ? standing : asked with { AskedAt = time.GetUtcNow() }, cancellation) is { } now)
            {
                return now;
            }

            try
            {
                return await questions.InsertAsync(asked with { AskedAt = time.GetUtcNow() }, cancellation);
            }
            catch (DuplicateException)
            {
                // Somebody else asked in between.
            }
        }
    }

    /// <summary>Asks no more: what was answered is done, or there is nothing to ask.</summary>
    public Task WithdrawAsync(string id, CancellationToken cancellation = default) => questions.DeleteAsync(id, cancellation);

    private static bool Covers(Question standing, Question asked) =>
        standing.Answer is null ? standing.Ids.SequenceEqual(asked.Ids) : asked.Ids.All(standing.Ids.ToHashSet(StringComparer.Ordinal).Contains);
}
