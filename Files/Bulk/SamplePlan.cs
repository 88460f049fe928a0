using Virtool.Domain.Files;

namespace Virtool.Files.Bulk;

/// <summary>Samples that could be made of stored files; nothing is written yet.</summary>
/// <param name="Samples">One for each sample, to be looked through and edited.</param>
/// <param name="Left">Files of which none is proposed.</param>
/// <param name="Problems">What is wrong with the sheet as a whole: sentences.</param>
public sealed record SamplePlan(IReadOnlyList<PlannedSample> Samples, IReadOnlyList<StoredFile> Left, IReadOnlyList<string> Problems);
