namespace Virtool.Components.Look;

/// <summary>A place on the way to a page.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Address">Where it is; null for the page itself.</param>
public sealed record Crumb(string Text, string? Address = null);
