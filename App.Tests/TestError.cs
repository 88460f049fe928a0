using System.Text;
using Xunit;

namespace Virtool.App.Tests;

/// <summary>
/// Standard error of the tests: what a server in this process logs belongs to the test that started it, and is told with it where it fails.
/// </summary>
internal sealed class TestError(TextWriter screen) : TextWriter
{
    public override Encoding Encoding => screen.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        try
        {
            if (TestContext.Current.TestOutputHelper is { } output)
            {
                output.Write(value);
            }
            else if (TestContext.Current.TestAssembly is null)
            {
                screen.Write(value);
            }
        }
        catch (InvalidOperationException)
        {
            // The test that it belongs to has ended.
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
