using Virtool.Domain.History;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>What an edit makes of a virus.</summary>
/// <param name="Method">What is done.</param>
/// <param name="Description">The same in a sentence.</param>
/// <param name="After">The virus as it is to be; null: it is to be removed.</param>
public sealed record Edited(ChangeMethod Method, string Description, JoinedOtu? After);
