namespace Virtool.Domain.Samples;

/// <summary>Where a library was sequenced.</summary>
/// <param name="Id">The run, as the sequencer names it.</param>
/// <param name="Lane">The lane; null where that is not known.</param>
/// <param name="Barcode">The barcode, or pair of barcodes, of the library; null where that is not known.</param>
public sealed record RunPlace(string Id, string? Lane = null, string? Barcode = null);
