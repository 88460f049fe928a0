using System.Net;
using System.Net.Mime;

namespace Virtool.App.Server;

/// <summary>A page that needs nothing: no database, no script and no style sheet.</summary>
internal static class PlainPage
{
    /// <summary>Answers with it.</summary>
    public static Task WriteAsync(HttpResponse response, int status, string title, string sentence)
    {
        response.StatusCode = status;
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        var (head, text) = (WebUtility.HtmlEncode(title), WebUtility.HtmlEncode(sentence));
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{head}</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
            <body style="font-family: sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em"><h1>{head}</h1><p>{text}</p></body>
            </html>
            """,
            response.HttpContext.RequestAborted);
    }
}
