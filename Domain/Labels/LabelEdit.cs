namespace Virtool.Domain.Labels;

/// <summary>What is to be changed of a label; what is null stays.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Color">Its colour, as <c>#rrggbb</c>.</param>
/// <param name="Description">What it is for.</param>
public sealed record LabelEdit(string? Name = null, string? Color = null, string? Description = null);
