namespace Virtool.Domain.Tasks;

/// <summary>One of the things that keep a task from being done.</summary>
/// <param name="Where">The place: a field, a virus, a line.</param>
/// <param name="What">What is wrong there.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record Problem(string Where, string What, string ToDo);
