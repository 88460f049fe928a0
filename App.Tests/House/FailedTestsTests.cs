using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.House;

/// <summary>What the end of a run tells.</summary>
public sealed class FailedTestsTests
{
    [Fact]
    public void Each_failed_test_is_told_with_its_message_and_where_it_was()
    {
        var told = FailedTests.Tell(Report(Passed("A.passed"), Failed("A.failed", "It was 3\n    instead of 4", "   at A.failed() in A.cs:line 5")));

        told.ReplaceLineEndings("\n").ShouldBe("\nFailed (1):\n- A.failed\n    It was 3\n        instead of 4\n       at A.failed() in A.cs:line 5\n");
    }

    [Fact]
    public void Where_none_has_failed_nothing_is_told() => FailedTests.Tell(Report(Passed("A.passed"))).ShouldBeEmpty();

    [Fact]
    public void What_failed_outside_of_tests_is_told_too()
    {
        var report = Report(Passed("A.passed"));
        report.Root!.Element("assembly")!.Add(
            new XElement("errors", new XElement("error", new XAttribute("type", "test-class-cleanup"), new XAttribute("name", "A"), Why("It stayed.", "   at A.Dispose()"))));

        FailedTests.Tell(report).ShouldContain("- A" + Environment.NewLine + "    It stayed.");
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(3)]
    public void However_many_fail_the_end_of_the_log_has_them(int count)
    {
        var message = string.Join('\n', Enumerable.Repeat(new string('x', 100), 100));

        var told = FailedTests.Tell(Report([.. Enumerable.Range(0, count).Select(number => Failed($"A.failed{number}", message, "   at B\n   at C"))]));

        told.Length.ShouldBeLessThan(11_000);
        told.ShouldContain("- A.failed0" + Environment.NewLine);
        told.ShouldContain("- A.failed2");
        told.Contains("more", StringComparison.Ordinal).ShouldBe(count == 2000);
    }

    private static XDocument Report(params XElement[] tests) =>
        new(new XElement("assemblies", new XElement("assembly", new XElement("collection", tests))));

    private static XElement Passed(string name) => new("test", new XAttribute("name", name), new XAttribute("result", "Pass"));

    private static XElement Failed(string name, string message, string stack) => new("test", new XAttribute("name", name), new XAttribute("result", "Fail"), Why(message, stack));

    private static XElement Why(string message, string stack) => new("failure", new XElement("message", message), new XElement("stack-trace", stack));
}
