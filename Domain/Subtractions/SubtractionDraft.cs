namespace Virtool.Domain.Subtractions;

/// <summary>A subtraction that is to be made.</summary>
/// <param name="Name">What people call it; no other has it.</param>
/// <param name="FileId">The stored FASTA file with the host's genome.</param>
/// <param name="Nickname">A shorter name; may be empty.</param>
public sealed record SubtractionDraft(string Name, string FileId, string Nickname = "");
