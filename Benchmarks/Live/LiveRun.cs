using System.Globalization;

namespace Virtool.Benchmarks.Live;

/// <summary>Changes a sample that every page shows, and compares when it was written with when each page showed it.</summary>
internal sealed class LiveRun(LiveLab lab, IReadOnlyList<LivePage> pages, CancellationToken cancellation)
{
    private const int WarmUps = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks pages for their time: it must lie between the server's before and after. Gives by how many milliseconds it lies outside, at the most.</summary>
    public async Task<double> CompareClocksAsync()
    {
        var worst = 0.0;
        foreach (var page in pages)
        {
            var before = Clock();
            var there = await page.ClockAsync();
            worst = Math.Max(worst, Math.Max(before - there, there - Clock()));
        }

        return Math.Max(0, worst);
    }

    /// <summary>Measures all.</summary>
    /// <exception cref="InvalidOperationException">A page did not show a change.</exception>
    public async Task<Table> MeasureAsync(int changes)
    {
        var written = new Dictionary<string, double>();
        for (var number = -WarmUps; number < changes; number++)
        {
            var change = (number + WarmUps).ToString(CultureInfo.InvariantCulture);
            var at = Clock();
            await lab.Samples.UpdateAsync(LiveLab.Newest, sample => sample with { Name = LivePage.Mark + change }, cancellation);
            if (number >= 0)
            {
                written[change] = at;
            }

            await Task.Delay(Pace, cancellation);
        }

        await Task.Delay(Patience, cancellation);
        var delays = new List<double>();
        foreach (var page in pages)
        {
            var seen = await page.SeenAsync();
            delays.AddRange(written.Select(change => seen.TryGetValue(change.Key, out var when)
                ? when - change.Value
                : throw new InvalidOperationException($"A page did not show change {change.Key}.")));
        }

        var table = new Table("From before the write to the page, ms", "Median", "95 %", "Longest");
        table.Add($"{Numbers.Text(delays.Count, 0)} changes of pages", Numbers.Text(Numbers.Median(delays), 1), Numbers.Text(Numbers.Quantile(delays, 0.95), 1), Numbers.Text(delays.Max(), 1));
        return table;
    }

    private static double Clock() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
