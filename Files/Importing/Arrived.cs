namespace Virtool.Files.Importing;

/// <summary>A file that was read and found right; its copy lies among the arriving files.</summary>
internal sealed record Arrived(ImportOrder Order, ImportOutcome.Verified Verified);
