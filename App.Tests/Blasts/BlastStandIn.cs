using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virtool.App.Tests.Outgoing;

namespace Virtool.App.Tests.Blasts;

/// <summary>Answers as NCBI's BLAST does: takes sequences, lets them wait, has them ready, failed, or knows nothing of them.</summary>
internal sealed class BlastStandIn : IAsyncDisposable
{
    private readonly StandIn _server;
    private readonly Lock _lock = new();
    private readonly List<string> _sent = [];

    private BlastStandIn(StandIn server)
    {
        _server = server;
        server.Answer = AnswerAsync;
    }

    /// <summary>Where it is, as the setting has it.</summary>
    public string Address => $"{_server.Address}Blast.cgi";

    /// <summary>How a search stands that is asked after; by its number.</summary>
    public Func<string, string> Status { get; set; } = _ => "READY";

    /// <summary>The report of every search.</summary>
    public JsonObject Report { get; set; } = BlastText.Report();

    /// <summary>Why sequences are not taken; null: they are.</summary>
    public string? Refusal { get; set; }

    /// <summary>Answers in its place where it says so; null: all is well.</summary>
    public Func<HttpContext, Task<bool>>? Trouble { get; set; }

    /// <summary>The sequences that were sent, in order; the first has the number RID0001.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<StandIn.Asked> Requests => [.. _server.Requests];

    /// <summary>How often it was asked after a search.</summary>
    public int Checks(string rid = "RID0001") => Requests.Count(request => request.Query.Contains("SearchInfo", StringComparison.Ordinal) && request.Query.Contains(rid, StringComparison.Ordinal));

    public static async Task<BlastStandIn> StartAsync(CancellationToken cancellation) => new(await StandIn.StartAsync(cancellation));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Trouble is { } trouble && await trouble(context))
        {
            return;
        }

        var query = context.Request.Query;
        var rid = query["RID"].ToString();
        if (query["CMD"] == "Put")
        {
            await PutAsync(context);
        }
        else if (query["FORMAT_OBJECT"] == "SearchInfo")
        {
            var status = Status(rid);
            await TextAsync(context, $"<!--\nQBlastInfoBegin\n\tStatus={status}\nQBlastInfoEnd\n-->{(status == "READY" ? "\nQBlastInfoBegin\n\tThereAreHits=yes\nQBlastInfoEnd" : "")}");
        }
        else
        {
            await context.Response.Body.WriteAsync(BlastText.Zip(rid, Report), context.RequestAborted);
        }
    }

    private async Task PutAsync(HttpContext context)
    {
        if (Refusal is { } refusal)
        {
            await TextAsync(context, $"<html><p class=\"error\">Message ID#24 Error: {refusal}</p></html>");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string rid;
        lock (_lock)
        {
            _sent.Add(form["QUERY"].ToString());
            rid = $"RID{_sent.Count:0000}";
        }

        await TextAsync(context, $"<html><!--QBlastInfoBegin\n    RID = {rid}\n    RTOE = 18\nQBlastInfoEnd\n--></html>");
    }

    private static Task TextAsync(HttpContext context, string text) => context.Response.WriteAsync(text, context.RequestAborted);
}
