using System.Globalization;
using System.Xml.Linq;

namespace Virtool.App.Tests;

/// <summary>Tells the failed tests of a report, as the runner writes it with <c>-xml</c>, so that the end of a log shows them whatever came before.</summary>
internal static class FailedTests
{
    private const int LinesEach = 15;
    private const int LettersOfLine = 240;

    /// <summary>Of so many letters the details are told; beyond, names alone. The last 12 kB of a log are always kept.</summary>
    private const int LettersOfDetails = 7000;

    private const int LettersOfNames = 3000;

    /// <summary>The text, which ends with a line feed; empty where nothing has failed.</summary>
    /// <param name="report">The report.</param>
    public static string Tell(XDocument report)
    {
        var failures = report.Descendants("failure").Concat(report.Descendants("error").Where(error => error.Element("failure") is null)).Select(Failure.Of).ToArray();
        if (failures.Length == 0)
        {
            return "";
        }

        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine();
        text.WriteLine($"Failed ({failures.Length.ToString(CultureInfo.InvariantCulture)}):");
        var whole = failures.TakeWhile(failure => text.GetStringBuilder().Length + failure.Details.Length <= LettersOfDetails || failure == failures[0])
            .Select(failure => Write(text, failure.Details)).Count();
        var named = failures.Skip(whole).TakeWhile(failure => text.GetStringBuilder().Length + failure.Name.Length <= LettersOfDetails + LettersOfNames)
            .Select(failure => Write(text, $"- {failure.Name}")).Count();
        if (failures.Length - whole - named is > 0 and var left)
        {
            text.WriteLine($"- and {left.ToString(CultureInfo.InvariantCulture)} more");
        }

        return text.ToString();
    }

    private static int Write(StringWriter text, string what)
    {
        text.WriteLine(what);
        return what.Length;
    }

    private sealed record Failure(string Name, string Details)
    {
        public static Failure Of(XElement element)
        {
            var failure = element.Name.LocalName == "error" ? element.Element("failure") ?? element : element;
            var name = element.Parent?.Attribute("name")?.Value ?? element.Attribute("name")?.Value ?? $"outside of tests: {element.Attribute("type")?.Value}";
            string[] lines =
            [
                .. Lines(failure.Element("message")).Take(LinesEach - 5),
                .. Lines(failure.Element("stack-trace")),
            ];
            return new Failure(name, string.Join(Environment.NewLine, lines.Take(LinesEach).Select(line => "    " + line).Prepend($"- {name}")));
        }

        private static IEnumerable<string> Lines(XElement? element) => (element?.Value ?? "").Split('\n')
            .Select(line => line.TrimEnd())
            .Where(line => line.Length > 0 && !line.Contains("System.Runtime.", StringComparison.Ordinal) && !line.StartsWith("--- End of stack", StringComparison.Ordinal))
            .Select(line => line.Length > LettersOfLine ? line[..LettersOfLine] + "…" : line);
    }
}
