namespace Virtool.App.Analyse;

/// <summary>An analysis without a server did not come to its end.</summary>
/// <param name="message">Why: sentences for people.</param>
/// <param name="isInput">What was given to it is wrong.</param>
internal sealed class AnalyseFailedException(string message, bool isInput) : Exception(message)
{
    /// <summary>What was given to it is wrong.</summary>
    public bool IsInput => isInput;
}
