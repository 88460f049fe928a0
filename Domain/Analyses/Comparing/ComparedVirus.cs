namespace Virtool.Domain.Analyses.Comparing;

/// <summary>A virus in two analyses.</summary>
/// <param name="Name">Its name, of the later one where both have it.</param>
/// <param name="Abbreviation">Its short name; may be empty.</param>
/// <param name="First">What the one found; null: nothing.</param>
/// <param name="Second">What the other found; null: nothing.</param>
public sealed record ComparedVirus(string Name, string Abbreviation, FoundVirus? First, FoundVirus? Second)
{
    /// <summary>Its trust is another, or one of the two has nothing of it.</summary>
    public bool Differs => First?.Trust != Second?.Trust;
}
