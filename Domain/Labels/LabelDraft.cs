namespace Virtool.Domain.Labels;

/// <summary>A label that is to be made.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Color">Its colour, as <c>#rrggbb</c>; null: one of <see cref="LabelRules.Palette"/>, by its name.</param>
/// <param name="Description">What it is for.</param>
public sealed record LabelDraft(string? Name, string? Color = null, string? Description = null);
