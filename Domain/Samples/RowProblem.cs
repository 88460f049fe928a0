namespace Virtool.Domain.Samples;

/// <summary>Something that is wrong with one of many samples that are to be made.</summary>
/// <param name="Row">Which of them, from 0.</param>
/// <param name="Field">What of it: <c>name</c>, <c>files</c> …; empty: all of it.</param>
/// <param name="Message">What is wrong, and what to do: sentences.</param>
public sealed record RowProblem(int Row, string Field, string Message);
