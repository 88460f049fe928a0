namespace Virtool.Domain.References;

/// <summary>A stretch of the genome that organisms are told apart by, in a reference of barcodes.</summary>
/// <param name="Name">Unique within the reference: <c>COI</c>, <c>ITS2</c>, …</param>
/// <param name="Description">Free text.</param>
/// <param name="Required">Each isolate should have it.</param>
/// <param name="Length">How long it is, in nucleotides; null: not said.</param>
public sealed record Target(string Name, string Description = "", bool Required = false, int? Length = null);
