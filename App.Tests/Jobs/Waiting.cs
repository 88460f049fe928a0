using System.Diagnostics;
using Xunit;

namespace Virtool.App.Tests.Jobs;

/// <summary>Waits for conditions.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>
    /// The bound for a time that is promised on a machine that does nothing else. Here other tests run beside, on machines of any speed, so it is wider; with
    /// <c>./test --long</c> it is what is promised.
    /// </summary>
    public static TimeSpan Promised(TimeSpan time) => TestCounts.Long ? time : 5 * time;

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string>? seen = null)
    {
        var begun = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(begun.Elapsed < Patience, $"It did not come to be in {Patience}. {seen?.Invoke()}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
