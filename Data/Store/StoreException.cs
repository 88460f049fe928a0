namespace Virtool.Data.Store;

/// <summary>The store could not do what was asked of it; the message says what and why, in a sentence for people.</summary>
public class StoreException : Exception
{
    /// <summary>Whether the database is away for the moment: the same can be tried again later.</summary>
    public virtual bool IsPassing => false;

    /// <summary>With a sentence.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and its cause.</summary>
    public StoreException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
