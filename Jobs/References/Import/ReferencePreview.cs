using Virtool.Bio;
using Virtool.Bio.Headers;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Jobs.References.Import;

/// <summary>What an import of a stored file would find, for people to look at before they have it done.</summary>
/// <param name="files">The stored files.</param>
/// <param name="data">Where they lie.</param>
public sealed class ReferencePreview(FileService files, DataFolder data)
{
    /// <summary>How many rows are shown.</summary>
    public const int MostRows = 20;

    /// <summary>Checks a stored file. Nothing is written.</summary>
    /// <param name="viewer">Who may see it.</param>
    /// <param name="fileId">The file.</param>
    /// <param name="headers">Of FASTA: which part of the headers is what; null: it is no FASTA.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadRequestException">What is said of the headers has a mistake.</exception>
    public async Task<PreviewedFile> OfAsync(Viewer viewer, string fileId, string? headers, CancellationToken cancellation = default)
    {
        var file = await files.GetAsync(viewer, fileId, cancellation);
        return await OfAsync(() => File.OpenRead(data.FilePath(file.Id)), headers, cancellation);
    }

    /// <summary>Checks any file.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="headers">Of FASTA: which part of the headers is what; null: it is no FASTA.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BadRequestException">What is said of the headers has a mistake.</exception>
    public static Task<PreviewedFile> OfAsync(Func<Stream> open, string? headers, CancellationToken cancellation = default)
    {
        if (headers is not null && HeaderMapping.MistakeIn(headers) is { } mistake)
        {
            throw new BadRequestException(mistake);
        }

        var mapping = headers is null ? null : HeaderMapping.Parse(headers);
        return Task.Run(
            () =>
            {
                var (file, found) = ReferenceFileCheck.Open(() => ReferenceFile.Of(open, mapping), progress: null, cancellation);
                return new PreviewedFile(found.Summary, found.Problems, found.Total, found.Notes, file is RecordsReferenceFile records ? Rows(records, cancellation) : [], RowHeaders(open, file is null));
            },
            cancellation);
    }

    private static List<PreviewedRow> Rows(RecordsReferenceFile file, CancellationToken cancellation)
    {
        var rows = new List<PreviewedRow>();
        try
        {
            foreach (var record in file.Records(new ProblemList(), cancellation).Take(MostRows))
            {
                rows.Add(new PreviewedRow(
                    record.Line, record.Header, record.Sequence.Accession, record.Otu, record.Abbreviation, record.Isolate is { } isolate ? $"{isolate.Type} {isolate.Name}" : "", record.Sequence.Segment ?? "", record.Sequence.Length));
            }
        }
        catch (InputException)
        {
            // The problems say what it is; the rows before it are shown.
        }

        return rows;
    }

    // Of FASTA of which nobody has said what its headers are yet, so that it can be said.
    private static List<string> RowHeaders(Func<Stream> open, bool isUnknown)
    {
        if (!isUnknown)
        {
            return [];
        }

        try
        {
            using var reader = new Bio.Sequences.FastaReader(open(), FastaReferenceFile.Longest);
            var headers = new List<string>();
            while (headers.Count < MostRows && reader.Read() is { } record)
            {
                headers.Add(record.Header.Length > 500 ? record.Header[..500] : record.Header);
            }

            return headers;
        }
        catch (InputException)
        {
            return [];
        }
    }
}
