using System.Text;
using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>What edits make of a virus itself.</summary>
internal static class OtuEdits
{
    /// <summary>A new virus.</summary>
    public static Edited Make(Reference reference, OtuDraft draft, DateTimeOffset now)
    {
        var otu = new Otu
        {
            Id = Ids.New(),
            Name = draft.Name.Trim(),
            LowerName = "",
            Abbreviation = draft.Abbreviation.Trim(),
            Reference = new Link(reference.Id, reference.Name),
            Schema = [.. draft.Schema.Select(Tidy)],
            TaxonId = draft.TaxonId,
            TaxonName = draft.TaxonName.Trim(),
            CreatedAt = now,
        };
        var joined = new JoinedOtu(otu, []);
        foreach (var isolate in draft.Isolates)
        {
            joined = IsolateEdits.With(reference, joined, isolate, isDefault: joined.Otu.Isolates.Count == 0);
        }

        return new Edited(ChangeMethod.Create, $"Created {Full(otu)}", joined);
    }

    /// <summary>Name, abbreviation, taxon and schema; null: nothing changes.</summary>
    public static Edited? Edit(JoinedOtu before, OtuEdit edit)
    {
        var was = before.Otu;
        var otu = was with
        {
            Name = edit.Name?.Trim() ?? was.Name,
            Abbreviation = edit.Abbreviation?.Trim() ?? was.Abbreviation,
            TaxonId = edit.TaxonId switch { null => was.TaxonId, <= 0 => null, var id => id },
            TaxonName = edit.TaxonName?.Trim() ?? was.TaxonName,
        };
        var after = before with { Otu = otu };
        if (edit.Schema is { } schema)
        {
            Segment[] wanted = [.. schema.Select(Tidy)];
            if (!wanted.SequenceEqual(was.Schema))
            {
                after = WithSchema(after, wanted, edit.RenamedSegments);
            }
        }

        var parts = Described(was, after.Otu).ToArray();
        return parts is [] ? null : new Edited(ChangeMethod.Edit, Sentence(parts), after);
    }

    /// <summary>Removal.</summary>
    public static Edited Remove(JoinedOtu before) => new(ChangeMethod.Remove, $"Removed {Full(before.Otu)}", null);

    /// <summary>"Raspberry ringspot virus (RpRSV)".</summary>
    public static string Full(Otu otu) => otu.Abbreviation.Length == 0 ? otu.Name : $"{otu.Name} ({otu.Abbreviation})";

    private static Segment Tidy(Segment segment) => segment with { Name = segment.Name.Trim(), Molecule = segment.Molecule.Trim() };

    // A sequence follows its segment where that is renamed, and has none where it is gone.
    private static JoinedOtu WithSchema(JoinedOtu before, IReadOnlyList<Segment> schema, IReadOnlyDictionary<string, string> renamed)
    {
        var names = schema.Select(segment => segment.Name).ToHashSet(StringComparer.Ordinal);
        if (renamed.Values.FirstOrDefault(name => !names.Contains(name)) is { } lost)
        {
            throw new ValidationException([new ValidationFailure(nameof(OtuEdit.RenamedSegments), $"The schema has no segment named {lost}. Name one that it has.")]);
        }

        return before with
        {
            Otu = before.Otu with { Schema = schema },
            Sequences = [.. before.Sequences.Select(sequence => sequence with { Segment = Follow(sequence.Segment) })],
        };

        string? Follow(string? segment) => segment is null ? null : renamed.TryGetValue(segment, out var now) ? now : names.Contains(segment) ? segment : null;
    }

    private static IEnumerable<string> Described(Otu was, Otu now)
    {
        if (was.Name != now.Name)
        {
            yield return $"changed name to {now.Name}";
        }

        if (was.Abbreviation != now.Abbreviation)
        {
            yield return (was.Abbreviation, now.Abbreviation) switch
            {
                ("", var added) => $"added abbreviation {added}",
                (var removed, "") => $"removed abbreviation {removed}",
                var (_, other) => $"changed abbreviation to {other}",
            };
        }

        if (was.TaxonId != now.TaxonId || was.TaxonName != now.TaxonName)
        {
            yield return "changed taxon";
        }

        if (!was.Schema.SequenceEqual(now.Schema))
        {
            yield return "modified schema";
        }
    }

    private static string Sentence(IReadOnlyList<string> parts)
    {
        var text = new StringBuilder(parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}");
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }
}
