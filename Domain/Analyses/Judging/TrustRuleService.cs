using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses.Judging;

/// <summary>The versions of the rule of trust. Everyone may read them; results name the one that judged them, so none is ever changed or removed.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="rules">The versions that administrators made, and with them the first.</param>
/// <param name="time">The clock.</param>
public sealed class TrustRuleService(IDocumentStore store, Collection<TrustRule> rules, TimeProvider time)
{
    /// <summary>The one that judges new results.</summary>
    public async Task<TrustRule> NewestAsync(CancellationToken cancellation = default) => (await AllAsync(cancellation))[0];

    /// <summary>All versions, the newest first.</summary>
    public async Task<IReadOnlyList<TrustRule>> AllAsync(CancellationToken cancellation = default) =>
        await rules.FindAsync(Query<TrustRule>.All.OrderBy(rule => rule.Version, descending: true), cancellation) is [_, ..] made ? made : [TrustRule.First];

    /// <summary>One version.</summary>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    public async Task<TrustRule> GetAsync(int version, CancellationToken cancellation = default) =>
        await rules.GetAsync(TrustRule.IdOf(version), cancellation)
        ?? (version == TrustRule.First.Version ? TrustRule.First : throw new NotFoundException("There is no such version of the rule."));

    /// <summary>Adds a version, by which results are judged from then on. Those that are there keep their judgements.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be.</exception>
    public async Task<TrustRule> AddAsync(Viewer viewer, TrustRuleDraft draft, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        while (true)
        {
            var all = await rules.FindAsync(Query<TrustRule>.All.OrderBy(rule => rule.Version, descending: true), cancellation);
            var rule = draft.After(all is [var newest, ..] ? newest : TrustRule.First) with { CreatedAt = time.GetUtcNow(), User = new Link(viewer.UserId, viewer.Handle) };
            await new TrustRuleValidator().ValidateAndThrowAsync(rule, cancellation);
            try
            {
                await store.BatchAsync(all.Count == 0 ? [rules.ToInsert(TrustRule.First), rules.ToInsert(rule)] : [rules.ToInsert(rule)], cancellation);
                return rule with { Revision = 1 };
            }
            catch (DuplicateException)
            {
                // Somebody else added a version in between: this one comes after it.
            }
        }
    }
}
