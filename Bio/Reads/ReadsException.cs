namespace Virtool.Bio.Reads;

/// <summary>A file of reads that ends too early or is damaged.</summary>
public sealed class ReadsException : InputException
{
    /// <summary>An error of the file as a whole.</summary>
    public ReadsException(ReadsFault fault, string message) : base(message) => Fault = fault;

    /// <summary>An error of the file as a whole, and what raised it.</summary>
    public ReadsException(ReadsFault fault, string message, Exception innerException) : base(message, innerException) => Fault = fault;

    /// <summary>An error on a line of the unpacked text.</summary>
    public ReadsException(ReadsFault fault, long line, string message) : base(line, message) => Fault = fault;

    /// <summary>Whether the end is missing or the middle is wrong.</summary>
    public ReadsFault Fault { get; }

    /// <summary>The byte of the packed file from which on it cannot be unpacked, from 0; the damage lies there or some kilobytes behind. Null: it could be, or is not packed. With a line, what that line says may come of it.</summary>
    public long? Byte { get; init; }
}
