using Spectre.Console;

namespace Virtool.App.Demo;

/// <summary>Terminals to write to: in colour where people read it, plain text of a fixed width in files and pipes.</summary>
internal static class Terminals
{
    private const int PlainWidth = 120;

    /// <summary>Over one of the console's streams.</summary>
    public static IAnsiConsole Of(TextWriter stream, bool redirected)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(stream),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            terminal.Profile.Width = PlainWidth;
        }

        return terminal;
    }
}
