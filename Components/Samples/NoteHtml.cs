using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Virtool.Components.Samples;

/// <summary>Notes in Markdown as HTML that is safe to show: what is HTML in them stays text, links lead to the web or to a mailbox only, pictures are links.</summary>
public static class NoteHtml
{
    /// <summary>A note's first headings stand below those of the page.</summary>
    private const int HeadingsBelow = 2;

    private const int SmallestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().UseSoftlineBreakAsHardlineBreak().Build();

    /// <summary>The HTML.</summary>
    public static string Of(string notes)
    {
        var document = Markdown.Parse(notes, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(SmallestHeading, heading.Level + HeadingsBelow);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.IsImage = false;
            link.Url = IsSafe(link.GetDynamicUrl?.Invoke() ?? link.Url) ? link.Url : "";
            link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)))
        {
            link.Url = "";
        }

        return document.ToHtml(Pipeline);
    }

    private static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto);
}
