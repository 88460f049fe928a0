using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Virtool.Bio.Sequences;
using Virtool.Data.Documents;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary>Downloads of viruses, isolates and sequences as FASTA, and of the files of an index.</summary>
internal static class OtuDownloads
{
    /// <summary>Maps the routes.</summary>
    public static void MapOtuDownloads(this WebApplication app)
    {
        var downloads = app.MapGroup("/download").RequireAuthorization().WithApiErrors();
        downloads.MapGet("/otus/{id}", OtuAsync);
        downloads.MapGet("/otus/{id}/isolates/{isolateId}", IsolateAsync);
        downloads.MapGet("/sequences/{id}", SequenceAsync);
        downloads.MapGet("/indexes/{id}/{name}", IndexFileAsync);
    }

    private static async Task<IResult> OtuAsync(ClaimsPrincipal user, string id, OtuService service, CancellationToken cancellation)
    {
        var joined = await service.GetAsync(user.Viewer(), id, cancellation);
        return Fasta(joined, joined.Sequences, joined.Otu.Name);
    }

    private static async Task<IResult> IsolateAsync(ClaimsPrincipal user, string id, string isolateId, OtuService service, CancellationToken cancellation)
    {
        var joined = await service.GetAsync(user.Viewer(), id, cancellation);
        var isolate = joined.Isolate(isolateId);
        return Fasta(joined, joined.SequencesOf(isolate.Id), joined.Otu.Name, isolate.Name);
    }

    private static async Task<IResult> SequenceAsync(ClaimsPrincipal user, string id, OtuService service, CancellationToken cancellation)
    {
        var joined = await service.OfSequenceAsync(user.Viewer(), id, cancellation);
        var sequence = joined.Sequences.FirstOrDefault(sequence => sequence.Id == id) ?? throw new NotFoundException("There is no such sequence.");
        return Fasta(joined, [sequence], joined.Otu.Name, joined.Isolate(sequence.IsolateId).Name, sequence.Id);
    }

    private static async Task<IResult> IndexFileAsync(ClaimsPrincipal user, string id, string name, IndexService service, CancellationToken cancellation)
    {
        var index = await service.GetAsync(user.Viewer(), id, cancellation);
        if (name == "manifest.json")
        {
            var manifest = JsonSerializer.SerializeToUtf8Bytes((await service.ManifestAsync(index, cancellation)).Otus, Json.Served);
            return Results.File(manifest, "application/json", FileName($"{index.Reference.Name}.v{index.Version}.manifest", "json"));
        }

        return service.FilesOf(index).FirstOrDefault(file => file.Name == name) is { } found
            ? Results.File(found.Path, "application/octet-stream", FileName($"{index.Reference.Name}.v{index.Version}.{Path.GetFileNameWithoutExtension(name)}", Path.GetExtension(name)[1..]), enableRangeProcessing: true)
            : throw new NotFoundException(index.HasFiles ? "The index has no such file." : "The files of this index were removed, since a newer one is used. Download them from the newest one.");
    }

    private static IResult Fasta(JoinedOtu joined, IEnumerable<Sequence> sequences, params IReadOnlyList<string> names)
    {
        using var text = new MemoryStream();
        using (var writer = new FastaWriter(text))
        {
            foreach (var sequence in sequences)
            {
                writer.Write($"{joined.Otu.Name}|{joined.Isolate(sequence.IsolateId).Name}|{sequence.Id}|{sequence.Nucleotides.Length}", sequence.Nucleotides);
            }
        }

        return Results.File(text.ToArray(), "text/x-fasta; charset=utf-8", FileName(string.Join('.', names), "fa"));
    }

    private static string FileName(string name, string extension) => DownloadNames.Of($"{name}.{extension}");
}
