using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>What edits make of an isolate's sequences.</summary>
internal static class SequenceEdits
{
    /// <summary>With one more.</summary>
    public static Edited Add(Reference reference, JoinedOtu before, string isolateId, SequenceDraft draft)
    {
        var isolate = before.Isolate(isolateId);
        return new Edited(ChangeMethod.CreateSequence, $"Created new sequence {draft.Accession.Trim()} in {isolate.Name}", With(reference, before, isolateId, draft));
    }

    /// <summary>With one more, the last of its isolate.</summary>
    public static JoinedOtu With(Reference reference, JoinedOtu before, string isolateId, SequenceDraft draft)
    {
        var position = before.SequencesOf(isolateId).Select(sequence => sequence.Position + 1).DefaultIfEmpty().Max();
        var sequence = Filled(
            reference,
            before,
            new Sequence
            {
                Id = Ids.New(),
                Accession = "",
                Nucleotides = "",
                Position = position,
                OtuId = before.Otu.Id,
                IsolateId = isolateId,
                ReferenceId = reference.Id,
            },
            draft);
        return JoinedOtu.Of(before.Otu, [.. before.Sequences, sequence]);
    }

    /// <summary>With one as it is wanted; null: nothing changes.</summary>
    public static Edited? Edit(Reference reference, JoinedOtu before, string isolateId, string sequenceId, SequenceEdit edit)
    {
        var isolate = before.Isolate(isolateId);
        var was = before.Sequence(isolateId, sequenceId);
        var wanted = new SequenceDraft(edit.Accession ?? was.Accession, edit.Definition ?? was.Definition, edit.Nucleotides ?? was.Nucleotides, edit.Segment ?? was.Segment)
        {
            Host = edit.Host ?? was.Host,
            Target = edit.Target ?? was.Target,
        };
        var now = Filled(reference, before, was, wanted);
        return now == was
            ? null
            : new Edited(
                ChangeMethod.EditSequence,
                $"Edited sequence {now.Accession} in {isolate.Name}",
                before with { Sequences = [.. before.Sequences.Select(sequence => sequence.Id == sequenceId ? now : sequence)] });
    }

    /// <summary>Without one.</summary>
    public static Edited Remove(JoinedOtu before, string isolateId, string sequenceId)
    {
        var isolate = before.Isolate(isolateId);
        var gone = before.Sequence(isolateId, sequenceId);
        return new Edited(
            ChangeMethod.RemoveSequence,
            $"Removed sequence {gone.Accession} from {isolate.Name}",
            before with { Sequences = [.. before.Sequences.Where(sequence => sequence.Id != sequenceId)] });
    }

    private static Sequence Filled(Reference reference, JoinedOtu joined, Sequence sequence, SequenceDraft draft)
    {
        var nucleotides = OtuRules.Clean(draft.Nucleotides);
        return sequence with
        {
            Accession = draft.Accession.Trim(),
            Definition = draft.Definition.Trim(),
            Host = draft.Host.Trim(),
            Segment = Known(nameof(draft.Segment), "segment", draft.Segment, joined.Otu.Schema.Select(segment => segment.Name), "schema"),
            Target = Known(nameof(draft.Target), "target", draft.Target, reference.Targets.Select(target => target.Name), "reference"),
            Nucleotides = nucleotides,
            Length = nucleotides.Length,
        };
    }

    private static string? Known(string field, string what, string? wanted, IEnumerable<string> names, string holder)
    {
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return null;
        }

        return names.Contains(wanted, StringComparer.Ordinal)
            ? wanted
            : throw new ValidationException([new ValidationFailure(field, $"The {holder} has no {what} named {wanted}. Choose one that it has, or none.")]);
    }
}
