using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>What edits make of a virus's isolates.</summary>
internal static class IsolateEdits
{
    /// <summary>With one more.</summary>
    public static Edited Add(Reference reference, JoinedOtu before, IsolateDraft draft, bool isDefault)
    {
        var after = With(reference, before, draft, isDefault);
        var added = after.Otu.Isolates[^1];
        return new Edited(ChangeMethod.AddIsolate, $"Added {added.Name}{(added.Default ? " as default" : "")}", after);
    }

    /// <summary>With one more; the first is the default one in any case.</summary>
    public static JoinedOtu With(Reference reference, JoinedOtu before, IsolateDraft draft, bool isDefault)
    {
        var isolate = new Isolate(Ids.New(), Type(reference, draft.SourceType), draft.SourceName.Trim(), isDefault || before.Otu.Isolates.Count == 0);
        var others = isolate.Default ? before.Otu.Isolates.Select(other => other with { Default = false }) : before.Otu.Isolates;
        var joined = before with { Otu = before.Otu with { Isolates = [.. others, isolate] } };
        foreach (var sequence in draft.Sequences)
        {
            joined = SequenceEdits.With(reference, joined, isolate.Id, sequence);
        }

        return joined;
    }

    /// <summary>With one called otherwise; null: nothing changes.</summary>
    public static Edited? Edit(Reference reference, JoinedOtu before, string isolateId, string? sourceType, string? sourceName)
    {
        var was = before.Isolate(isolateId);
        var now = was with { SourceType = sourceType is null ? was.SourceType : Type(reference, sourceType), SourceName = sourceName?.Trim() ?? was.SourceName };
        return now == was ? null : new Edited(ChangeMethod.EditIsolate, $"Renamed {was.Name} to {now.Name}", Replace(before, now));
    }

    /// <summary>Without one and its sequences; where it was the default one, the first that is left becomes it.</summary>
    public static Edited Remove(JoinedOtu before, string isolateId)
    {
        var gone = before.Isolate(isolateId);
        Isolate[] left = [.. before.Otu.Isolates.Where(isolate => isolate.Id != isolateId)];
        var promoted = gone.Default && left is not [];
        if (promoted)
        {
            left[0] = left[0] with { Default = true };
        }

        return new Edited(
            ChangeMethod.RemoveIsolate,
            $"Removed {gone.Name}{(promoted ? $" and set {left[0].Name} as default" : "")}",
            new JoinedOtu(before.Otu with { Isolates = left }, [.. before.Sequences.Where(sequence => sequence.IsolateId != isolateId)]));
    }

    /// <summary>With another default one; null: it is that already.</summary>
    public static Edited? SetDefault(JoinedOtu before, string isolateId)
    {
        var wanted = before.Isolate(isolateId);
        return wanted.Default
            ? null
            : new Edited(
                ChangeMethod.SetAsDefault,
                $"Set {wanted.Name} as default",
                before with { Otu = before.Otu with { Isolates = [.. before.Otu.Isolates.Select(isolate => isolate with { Default = isolate.Id == isolateId })] } });
    }

    private static JoinedOtu Replace(JoinedOtu before, Isolate now) =>
        before with { Otu = before.Otu with { Isolates = [.. before.Otu.Isolates.Select(isolate => isolate.Id == now.Id ? now : isolate)] } };

    private static string Type(Reference reference, string wanted)
    {
        var type = wanted.Trim().ToLowerInvariant();
        return !reference.RestrictSourceTypes || type is "" or "unknown" || reference.SourceTypes.Contains(type, StringComparer.Ordinal)
            ? type
            : throw new ValidationException(
            [
                new ValidationFailure(
                    nameof(IsolateDraft.SourceType), $"{reference.Name} does not take isolates of the source type \"{type}\". Choose one of: {string.Join(", ", reference.SourceTypes)}, unknown."),
            ]);
    }
}
