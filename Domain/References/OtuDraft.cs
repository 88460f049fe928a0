namespace Virtool.Domain.References;

/// <summary>A virus that is to be added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">Its short name; may be empty.</param>
/// <param name="Isolates">Its isolates; the first is the default one.</param>
public sealed record OtuDraft(string Name, string Abbreviation, IReadOnlyList<IsolateDraft> Isolates);
