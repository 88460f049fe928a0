using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Audit;

/// <summary>Fields and their values, in the lab's words.</summary>
internal static class AuditFields
{
    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["access"] = "who may see and change it",
        ["administrator"] = "administrator",
        ["aging_hours"] = "hours that count as a step of priority",
        ["anyway"] = "import whatever is wrong",
        ["cancel_requested"] = "to be cancelled",
        ["email"] = "e-mail",
        ["collected_on"] = "collected on",
        ["enabled"] = "takes files",
        ["expires_at"] = "kept until",
        ["files.margin"] = "free space that is kept, GB",
        ["files.trash_days"] = "days in the trash",
        ["force_reset"] = "must choose a new password",
        ["full_name"] = "full name",
        ["handle"] = "name for signing in",
        ["hash"] = "key",
        ["hmm_slug"] = "where profiles come from",
        ["installed"] = "are installed",
        ["hashes"] = "every byte is compared",
        ["library_type"] = "library",
        ["limits.lg_mem"] = "memory of a large job, GB",
        ["limits.lg_proc"] = "cores of a large job",
        ["limits.mem"] = "memory of all jobs, GB",
        ["limits.proc"] = "cores of all jobs",
        ["limits.sm_mem"] = "memory of a small job, GB",
        ["limits.sm_proc"] = "cores of a small job",
        ["locale"] = "place",
        ["lockout_end"] = "no password is taken until",
        ["original"] = "what becomes of originals",
        ["password_hash"] = "password",
        ["polled"] = "looked through regularly",
        ["primary_group"] = "primary group",
        ["rule.group"] = "group of its samples",
        ["rule.labels"] = "labels of its samples",
        ["rule.library_type"] = "library of its samples",
        ["rule.make_samples"] = "makes samples",
        ["rule.name_pattern"] = "names of its samples",
        ["rule.references"] = "its samples are analysed with",
        ["rule.subtractions"] = "subtractions of its samples",
        ["rule.user"] = "in whose name",
        ["sample_all_read"] = "everyone may see new samples",
        ["sample_all_write"] = "everyone may change new samples",
        ["sample_group"] = "group of new samples",
        ["sample_group_read"] = "their group may see new samples",
        ["sample_unique_names"] = "each sample has a name of its own",
        ["sample_group_write"] = "their group may change new samples",
        ["security_stamp"] = "sessions",
        ["settle_seconds"] = "quiet for, s",
        ["subfolders"] = "folders below",
        ["takes"] = "what is taken",
        ["user"] = "owner",
        ["wanted_mem"] = "memory that it is to get, GB",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a field is called.</summary>
    public static string Label(string field) => Labels.TryGetValue(field, out var label) ? label : field.Replace("rule.", "", StringComparison.Ordinal).Replace('_', ' ').Replace(".", ": ", StringComparison.Ordinal);

    /// <summary>A value as people read it; null: there is none.</summary>
    /// <param name="field">Of which field.</param>
    /// <param name="value">As it is kept.</param>
    /// <param name="names">What principals, and the ids of groups, are called.</param>
    public static string? Value(string field, string? value, IReadOnlyDictionary<string, string> names)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        try
        {
            return value[0] is '[' or '{' or '"' ? Text(field, JsonSerializer.Deserialize<JsonElement>(value), names) : Word(field, value, names);
        }
        catch (JsonException)
        {
            // It was cut where it was long, or is text that begins so.
            return value;
        }
    }

    /// <summary>The principals that a value speaks of.</summary>
    public static IEnumerable<string> Principals(string field, string? value)
    {
        if (value is not ['[', ..] || field is not ("access" or "groups"))
        {
            return field is "primary_group" && !string.IsNullOrEmpty(value) ? [Rights.Principals.Group(value)] : [];
        }

        try
        {
            return [.. JsonSerializer.Deserialize<JsonElement>(value).EnumerateArray().Select(one => field == "groups" ? Rights.Principals.Group(one.GetString() ?? "") : one.GetProperty("principal").GetString() ?? "")];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Text(string field, JsonElement value, IReadOnlyDictionary<string, string> names) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 ? null : string.Join(field == "access" ? "; " : ", ", value.EnumerateArray().Select(one => Text(field, one, names) ?? "–")),
        JsonValueKind.Object => Part(value, names),
        JsonValueKind.String => Word(field, value.GetString()!, names),
        JsonValueKind.Null => null,
        _ => Word(field, value.GetRawText(), names),
    };

    private static string Part(JsonElement value, IReadOnlyDictionary<string, string> names)
    {
        if (value.TryGetProperty("principal", out var principal) && value.TryGetProperty("rights", out var rights))
        {
            var who = principal.GetString() ?? "";
            return $"{names.GetValueOrDefault(who) ?? who} may {string.Join(" and ", rights.EnumerateArray().Select(right => RightWords(right.GetString() ?? "")))}";
        }

        return value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : value.GetRawText();
    }

    private static string RightWords(string stored) =>
        Enum.GetValues<Right>().Where(right => Data.Documents.Json.Word(right) == stored).Select(Names.Of).FirstOrDefault() ?? stored;

    private static string Word(string field, string value, IReadOnlyDictionary<string, string> names) => (field, value) switch
    {
        (_, "true") => "yes",
        (_, "false") => "no",
        ("groups" or "primary_group", _) => names.GetValueOrDefault(Rights.Principals.Group(value)) ?? value,
        ("permissions", _) => Enum.GetValues<Permission>().Where(one => Data.Documents.Json.Word(one) == value).Select(Names.Of).FirstOrDefault() ?? value,
        ("library_type" or "rule.library_type" or "original" or "takes" or "state" or "sample_group" or "answer", _) => value.Replace('_', ' '),
        _ when field.EndsWith("_at", StringComparison.Ordinal) || field == "lockout_end" => Date(value),
        _ => value,
    };

    private static string Date(string value) => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        ? date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : value;
}
