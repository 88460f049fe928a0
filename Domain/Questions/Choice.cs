namespace Virtool.Domain.Questions;

/// <summary>One answer that a question can have.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What people read, as on a button.</param>
public sealed record Choice(string Value, string Label);
