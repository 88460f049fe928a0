namespace Virtool.Bio;

/// <summary>Input that cannot be read as what it should be. The message is a sentence for people and names the line where one is known.</summary>
public class InputException : Exception
{
    /// <summary>An error with a sentence of its own.</summary>
    public InputException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence of its own and what raised it.</summary>
    public InputException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An error on a line, whose number is put before the sentence.</summary>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="message">What is wrong there, as a sentence.</param>
    public InputException(long line, string message)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {line}: {message}")) => Line = line;

    /// <summary>The line of the (unpacked) text, counted from 1; null where the error belongs to no line.</summary>
    public long? Line { get; init; }
}
