namespace Virtool.Domain.Subtractions;

/// <summary>What is to be changed of a subtraction; what is null stays.</summary>
public sealed record SubtractionEdit
{
    /// <summary>What people call it; no other has it.</summary>
    public string? Name { get; init; }

    /// <summary>A shorter name; may be empty.</summary>
    public string? Nickname { get; init; }
}
