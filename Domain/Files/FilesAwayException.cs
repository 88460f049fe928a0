namespace Virtool.Domain.Files;

/// <summary>The files directory is not there: what would be written into it, or taken out, waits.</summary>
/// <param name="message">A sentence that says so.</param>
public sealed class FilesAwayException(string message) : IOException(message);
