namespace Virtool.App.Commands;

/// <summary>Tells on standard error how far something is, a line every few seconds.</summary>
internal sealed class Progress(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly long _began = clock.GetTimestamp();
    private TimeSpan _told;

    /// <summary>A sentence, which may be left out.</summary>
    public void Tell(string sentence)
    {
        var now = clock.GetElapsedTime(_began);
        if (now - _told >= Pause)
        {
            _told = now;
            Console.Error.WriteLine(sentence);
        }
    }
}
