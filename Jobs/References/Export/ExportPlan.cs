using Virtool.Domain.References;

namespace Virtool.Jobs.References.Export;

/// <summary>What an export is to have.</summary>
/// <param name="Reference">The reference as it is.</param>
/// <param name="Scope">In which state its viruses are.</param>
/// <param name="Otus">The version of each virus, by its id.</param>
public sealed record ExportPlan(Reference Reference, ExportScope Scope, IReadOnlyDictionary<string, int> Otus);
