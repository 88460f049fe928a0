using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>What became of a file that was to be stored.</summary>
/// <param name="Import">Its import as it is now; null where it was removed in the meantime, or the file could not be stored.</param>
/// <param name="Failure">Why it could not be stored; null: it could.</param>
internal readonly record struct Committed(Import? Import, Exception? Failure);
