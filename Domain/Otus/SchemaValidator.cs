using FluentValidation;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>Checks the segments of a virus.</summary>
public sealed class SchemaValidator : AbstractValidator<IReadOnlyList<Segment>>
{
    /// <summary>The rules.</summary>
    public SchemaValidator()
    {
        RuleForEach(schema => schema).Must(segment => !string.IsNullOrWhiteSpace(segment.Name)).WithMessage("Give each segment a name.")
            .Must(segment => segment.Name.Length <= 100).WithMessage("A segment's name has at most 100 characters.")
            .Must(segment => OtuRules.Molecules.Contains(segment.Molecule.Trim(), StringComparer.Ordinal))
            .WithMessage($"A segment's molecule is one of: {string.Join(", ", OtuRules.Molecules.Where(molecule => molecule.Length > 0))}; or empty.");
        RuleFor(schema => schema).Custom((schema, context) =>
        {
            if (schema.GroupBy(segment => segment.Name.Trim(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                context.AddFailure(nameof(Otu.Schema), $"There is more than one segment named {twice.Key}. Give each a name of its own.");
            }
        });
    }
}
