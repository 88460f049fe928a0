using System.Collections.Frozen;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Domain.Hmms;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Audit;

/// <summary>What of the documents' writes is a deed of somebody, by collection; the rest follows from deeds, or is the server's own bookkeeping.</summary>
internal static class AuditHearing
{
    /// <summary>What the server keeps for itself: nothing that a person does is told by it.</summary>
    private static readonly FrozenSet<string> Unheard = Set("analysis_results", "analysis_viruses", "caches", "folder_listings", "former_nucleotides", "hmm_members", "hmms", "index_manifests", "nuvs_results", "quality", "remote_update_lists", "remote_updates", "schema");

    /// <summary>What follows from other fields, or counts for the server only, whatever the document is.</summary>
    private static readonly FrozenSet<string> Derived = Set(
        "readers", "search", "normalized_handle", "normalized_name", "lower_name", "last_used_at", "changed_at", "received", "progress", "access_failed_count",
        "last_password_change", "answered_by", "answered_at", "server_id", "files_marked", "has_open_requests", "latest_index", "verified", "position", "length");

    /// <summary>Documents that the server writes most of: the only fields that people set.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> SetByPeople = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["analyses"] = Set("name"),
        ["blasts"] = Set("state"),
        ["checks"] = Set("hashes", "state", "cancel_requested"),
        ["files"] = Set("name", "expires_at"),
        ["history"] = Set(),
        ["hmm_status"] = Set("installed"),
        ["imports"] = Set("anyway", "state"),
        ["jobs"] = Set("cancel_requested", "priority", "state", "wanted_mem"),
        ["questions"] = Set("answer"),
        ["references"] = Set(
            "access", "archived", "data_type", "description", "internal_control", "name", "organism", "restrict_source_types", "source_types", "targets", "user"),
        ["samples"] = Set(
            "access", "archived", "collected_on", "control", "host", "isolate", "labels", "library_type", "locale", "name", "notes", "run", "sets", "subtractions", "user"),
        ["tasks"] = Set("cancel_requested"),
        ["trash"] = Set("state"),
        ["uploads"] = Set(),
        ["verdicts"] = Set("verdicts"),
        ["watched_folders"] = Set("enabled", "original", "path", "polled", "rule", "settle_seconds", "subfolders", "takes"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Documents that people take to be there always, as they are where none was ever written: the first writing of one changes it.</summary>
    private static readonly FrozenDictionary<string, Document?> Always = new Dictionary<string, Document?>(StringComparer.Ordinal)
    {
        ["checks"] = null,
        ["hmm_status"] = new HmmStatus { Id = HmmStatus.OnlyId },
        ["settings"] = new ServerSettings { Id = ServerSettings.OnlyId },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether any write of a collection can be told.</summary>
    public static bool IsHeard(string collection) => !Unheard.Contains(collection);

    /// <summary>Whether a change of the field is told.</summary>
    public static bool IsHeard(string collection, string field) =>
        SetByPeople.TryGetValue(collection, out var fields) ? fields.Contains(field) : !Derived.Contains(field);

    /// <summary>Whether the first writing of a document of the collection changes what was there.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="before">What was there before anything was written; null: nothing.</param>
    public static bool IsAlways(string collection, out Document? before) => Always.TryGetValue(collection, out before);

    /// <summary>
    /// Whether a write follows from another of the same batch, or from an earlier deed: a job that is submitted with what it works for, the import that
    /// a whole upload becomes, the change that an edit of a virus is, what the trash keeps of something that is told itself.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="action">What is done.</param>
    /// <param name="fields">The document as it is written, or as it was where it goes.</param>
    /// <param name="written">The ids of all documents of the batch.</param>
    public static bool Follows(string collection, AuditAction action, IReadOnlyDictionary<string, JsonElement> fields, IReadOnlySet<string> written) => (collection, action) switch
    {
        ("jobs", AuditAction.Created) => written.Contains(Text(fields, "subject", "id") ?? ""),
        ("jobs" or "analyses", AuditAction.Removed) => written.Contains(Text(fields, "subject", "id") ?? Text(fields, "sample", "id") ?? ""),
        ("history", AuditAction.Created) => true,
        ("tasks", AuditAction.Created) => Text(fields, "type") is "import_reference" or "clone_reference" or "remote_reference",
        ("sequences", _) => written.Contains(Text(fields, "otu_id") ?? ""),
        ("imports", AuditAction.Created) => Text(fields, "folder_id") == "uploads",
        ("uploads", AuditAction.Removed) => Text(fields, "state") == "complete",
        ("trash", AuditAction.Removed) => Text(fields, "state") != "purging",
        ("trash", _) => true,
        _ => false,
    };

    private static string? Text(IReadOnlyDictionary<string, JsonElement> fields, string field, string? within = null)
    {
        if (!fields.TryGetValue(field, out var value) || (within is not null && (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(within, out value))))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static FrozenSet<string> Set(params string[] names) => FrozenSet.Create(StringComparer.Ordinal, names);
}
