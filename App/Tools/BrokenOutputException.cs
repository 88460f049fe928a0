namespace Virtool.App.Tools;

/// <summary>The program that reads the output has closed it.</summary>
internal sealed class BrokenOutputException(IOException innerException) : Exception("The output was closed.", innerException);
