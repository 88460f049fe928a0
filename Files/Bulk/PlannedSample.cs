using Virtool.Domain.Files;
using Virtool.Domain.Samples;

namespace Virtool.Files.Bulk;

/// <summary>A sample that could be made.</summary>
/// <param name="Input">As it would be made.</param>
/// <param name="Files">Its files, by mate, each in the order of its lanes.</param>
/// <param name="Line">The line of the sheet that it comes from, from 1; null: from no sheet.</param>
/// <param name="Problems">Why it cannot be made so, and what people should know of it: sentences.</param>
public sealed record PlannedSample(SampleInput Input, IReadOnlyList<IReadOnlyList<StoredFile>> Files, int? Line, IReadOnlyList<string> Problems);
