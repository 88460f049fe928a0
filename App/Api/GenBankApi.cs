using Virtool.Data.Documents;
using Virtool.Jobs.Outgoing.GenBank;

namespace Virtool.App.Api;

/// <summary><c>/api/genbank</c>.</summary>
internal static class GenBankApi
{
    /// <summary>Maps the route.</summary>
    public static void MapGenBank(this RouteGroupBuilder api) => api.MapGet("/genbank/{accession}", GetAsync);

    private static async Task<IResult> GetAsync(string accession, GenBankLookup lookup, CancellationToken cancellation)
    {
        var record = await lookup.GetAsync(accession, cancellation);
        return Results.Json(
            new
            {
                Accession = record.AccessionVersion,
                record.Definition,
                record.Host,
                Sequence = record.Nucleotides,
                record.Organism,
                Taxid = record.TaxonId,
                record.Isolate,
                record.Strain,
                record.Segment,
                record.Molecule,
            },
            Json.Served);
    }
}
