namespace Virtool.Domain.References;

/// <summary>Rules of OTUs that need no database.</summary>
public static class OtuRules
{
    /// <summary>
    /// Whether a virus is complete enough for an index: it has an isolate, each isolate has a sequence, none is empty, and all isolates have
    /// the same number of sequences.
    /// </summary>
    public static bool Verifies(OtuDraft draft) =>
        draft.Isolates.Count > 0
        && draft.Isolates.All(isolate => isolate.Sequences.Count > 0 && isolate.Sequences.All(sequence => !string.IsNullOrWhiteSpace(sequence.Nucleotides)))
        && draft.Isolates.Select(isolate => isolate.Sequences.Count).Distinct().Count() == 1;
}
