using System.Globalization;
using System.Text;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary>The audit trail as a file: written as it is read, so that its length does not matter.</summary>
internal static class AuditExport
{
    /// <summary>How many entries are named, and written, at once.</summary>
    private const int AtOnce = 200;

    private static readonly string[] Columns = ["at", "user", "user_id", "key", "from", "action", "what", "collection", "id", "name", "count", "changes"];

    /// <summary>As CSV (RFC 4180), in UTF-8 with a mark, which spreadsheets take it for that by; no cell of it is a formula.</summary>
    public static async Task ToCsvAsync(IAsyncEnumerable<AuditEntry> entries, PrincipalNames names, Stream target, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        writer.NewLine = "\r\n";
        await writer.WriteLineAsync(string.Join(',', Columns).AsMemory(), cancellation);
        await foreach (var part in entries.Chunk(AtOnce).WithCancellation(cancellation))
        {
            var known = await names.OfAsync(AuditWords.PrincipalsIn(part), cancellation);
            foreach (var entry in part)
            {
                await writer.WriteLineAsync(Csv.Line(Cells(entry, known)).AsMemory(), cancellation);
            }

            await writer.FlushAsync(cancellation);
        }
    }

    /// <summary>As <c>{"documents": […]}</c>.</summary>
    public static async Task ToJsonAsync(IAsyncEnumerable<AuditEntry> entries, PrincipalNames names, Stream target, CancellationToken cancellation)
    {
        await target.WriteAsync("{\"documents\":["u8.ToArray(), cancellation);
        var isFirst = true;
        await foreach (var part in entries.Chunk(AtOnce).WithCancellation(cancellation))
        {
            var known = await names.OfAsync(AuditWords.PrincipalsIn(part), cancellation);
            using var text = new MemoryStream();
            foreach (var entry in part)
            {
                text.Write(isFirst ? "\n"u8 : ",\n"u8);
                isFirst = false;
                await JsonSerializer.SerializeAsync(text, Document(entry, known), Json.Served, cancellation);
            }

            text.Position = 0;
            await text.CopyToAsync(target, cancellation);
        }

        await target.WriteAsync("\n]}\n"u8.ToArray(), cancellation);
    }

    private static object Document(AuditEntry entry, IReadOnlyDictionary<string, string> names) => new
    {
        entry.Id,
        entry.At,
        User = Stubs.User(entry.Actor),
        entry.Key,
        entry.From,
        entry.Action,
        What = AuditWords.Sentence(entry, names),
        entry.Thing.Collection,
        ThingId = entry.Thing.Id,
        entry.Thing.Name,
        entry.Count,
        entry.Changes,
        entry.LeftOut,
    };

    private static string?[] Cells(AuditEntry entry, IReadOnlyDictionary<string, string> names) =>
    [
        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        entry.Actor.Name,
        entry.Actor.Id,
        entry.Key,
        entry.From,
        Json.Word(entry.Action),
        AuditWords.Sentence(entry, names),
        entry.Thing.Collection,
        entry.Thing.Id,
        entry.Thing.Name,
        entry.Count.ToString(CultureInfo.InvariantCulture),
        string.Join("; ", AuditWords.Changes(entry, names)),
    ];
}
