using Shouldly;
using Virtool.Components.Samples;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class NoteHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("a <b onclick='x()'>b</b>", "<b ")]
    [InlineData("[a](javascript:alert(1))", "javascript:")]
    [InlineData("[a](JaVaScRiPt:alert(1))", "cript:")]
    [InlineData("[a](data:text/html,x)", "data:")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript:")]
    [InlineData("![a](https://example.org/a.png)", "<img")]
    [InlineData("[a][1]\n\n[1]: javascript:alert(1)", "javascript:")]
    public void What_could_do_harm_does_not_come_through(string notes, string harm) => NoteHtml.Of(notes).ShouldNotContain(harm, Case.Sensitive);

    [Fact]
    public void What_people_write_does()
    {
        var html = NoteHtml.Of("# Leaf\nwith *spots*\n\n- one\n- two\n\nSee https://example.org/a and [b](mailto:lab@example.org).");
        html.ShouldContain("<h3>Leaf</h3>");
        html.ShouldContain("<em>spots</em>");
        html.ShouldContain("<li>one</li>");
        html.ShouldContain("href=\"https://example.org/a\"");
        html.ShouldContain("href=\"mailto:lab@example.org\"");
        html.ShouldContain("rel=\"noopener noreferrer\"");
    }
}
