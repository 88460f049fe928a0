namespace Virtool.Data.Background;

/// <summary>
/// Begins what outlives the request or the event that needs it first: a loop that serves all, a timer. What flows along with an execution (who acts,
/// the culture, a trace) is that of the one that came first, and must not become that of what all others cause later.
/// </summary>
public static class Detached
{
    /// <summary>Begins it with nothing flowing into it. A method that is begun yields before it does anything that depends on what flows.</summary>
    public static T From<T>(Func<T> begin)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return begin();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return begin();
        }
    }
}
