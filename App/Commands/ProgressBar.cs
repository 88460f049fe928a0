using System.Globalization;

namespace Virtool.App.Commands;

/// <summary>Shows on standard error how far something is: a bar where that is a terminal, a line every few seconds where it is not.</summary>
internal sealed class ProgressBar(TimeProvider clock)
{
    private const int Width = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Progress _lines = new(clock);
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long _shownAt;
    private int _shown;

    /// <summary>How far it is.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="step">What is done now.</param>
    public void Tell(double share, string step)
    {
        var percent = (int)(Math.Clamp(share, 0, 1) * 100);
        if (!_isTerminal)
        {
            _lines.Tell(string.Create(CultureInfo.InvariantCulture, $"{percent,3} %  {step}"));
            return;
        }

        if (_shown > 0 && clock.GetElapsedTime(_shownAt) < Pause)
        {
            return;
        }

        var done = percent * Width / 100;
        var line = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', done)}{new string(' ', Width - done)}] {percent,3} %  {step}");
        Console.Error.Write('\r' + line.PadRight(_shown));
        (_shown, _shownAt) = (line.Length, clock.GetTimestamp());
    }

    /// <summary>Takes the bar away, so that the next line stands alone.</summary>
    public void End()
    {
        if (_shown > 0)
        {
            Console.Error.Write('\r' + new string(' ', _shown) + '\r');
            _shown = 0;
        }
    }
}
