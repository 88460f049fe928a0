using Microsoft.AspNetCore.Http;

namespace Virtool.App.Tests.Outgoing;

/// <summary>Answers as NCBI's efetch does.</summary>
internal sealed class NcbiStandIn : IAsyncDisposable
{
    private const string Record =
        """
        LOCUS       NC_010317                 60 bp ss-DNA     circular VRL 13-AUG-2018
        DEFINITION  Abaca bunchy top virus DNA-M, complete genome and what else there is
                    to say of it.
        ACCESSION   NC_010317
        VERSION     NC_010317.1
        KEYWORDS    RefSeq.
        SOURCE      Abaca bunchy top virus
          ORGANISM  Abaca bunchy top virus
                    Viruses; Monodnaviria; Shotokuvirae.
        FEATURES             Location/Qualifiers
             source          1..60
                             /organism="Abaca bunchy top virus"
                             /mol_type="genomic DNA"
                             /isolate="Q767"
                             /host="Musa sp."
                             /db_xref="taxon:438782"
                             /segment="DNA-M"
             gene            1..60
                             /gene="M"
        ORIGIN
                1 ggggctgggg cttattatta cccccagccc cggaacggga catcacgtgc gccacgtaaa
        //


        """;

    private readonly StandIn _server;

    private NcbiStandIn(StandIn server)
    {
        _server = server;
        server.Answer = AnswerAsync;
    }

    /// <summary>Where it is, as the setting has it.</summary>
    public string Address => $"{_server.Address}entrez/eutils";

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<StandIn.Asked> Requests => [.. _server.Requests];

    /// <summary>The records that it has, by accession.</summary>
    public Dictionary<string, string> Records { get; } = new(StringComparer.OrdinalIgnoreCase) { ["NC_010317"] = Record };

    /// <summary>Answers in its place where it says so; null: all is well.</summary>
    public Func<HttpContext, Task<bool>>? Trouble { get; set; }

    public static async Task<NcbiStandIn> StartAsync(CancellationToken cancellation) => new(await StandIn.StartAsync(cancellation));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Trouble is { } trouble && await trouble(context))
        {
            return;
        }

        var accession = context.Request.Query["id"].ToString().Split('.')[0];
        if (Records.TryGetValue(accession, out var record))
        {
            await context.Response.WriteAsync(record, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync($"Error: F a i l e d  t o  u n d e r s t a n d  i d :  {accession}", context.RequestAborted);
    }
}
