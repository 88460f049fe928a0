using System.Globalization;

namespace Virtool.Domain.Audit;

/// <summary>What was done, in a sentence: "changed the sample VT-12: name “a” → “b”".</summary>
public static class AuditWords
{
    private const int MostOfChanges = 2;
    private const int LongestChange = 80;

    /// <summary>What somebody did, up to the name of the thing: "changed the sample", "signed in".</summary>
    public static string Deed(AuditEntry entry) => entry switch
    {
        { Action: AuditAction.SignedIn } => "signed in",
        { Action: AuditAction.SignInRefused } => string.IsNullOrEmpty(entry.Thing.Name) ? "was refused at the sign-in" : "was refused at the sign-in as",
        { Action: AuditAction.SignedOut } => "signed out",
        { Count: > 1 } => $"{Verb(entry.Action)} {entry.Count.ToString("N0", CultureInfo.InvariantCulture)} {AuditKinds.Many(entry.Thing.Collection)}{Ending(entry.Action)}",
        _ => Special(entry) ?? $"{Verb(entry.Action)} the {AuditKinds.One(entry.Thing.Collection)}",
    };

    /// <summary>What follows the thing's name: "to the trash"; empty where nothing does.</summary>
    public static string After(AuditEntry entry) => entry switch
    {
        { Count: > 1 } => "",
        { Thing.Collection: "trash", Action: AuditAction.Removed } => " from the trash for good",
        { Thing.Collection: "jobs", Action: AuditAction.Changed } when Has(entry, "state", "waiting") => " again",
        { Thing.Collection: "imports", Action: AuditAction.Changed } when Has(entry, "anyway", "true") => ", whatever is wrong with it",
        _ => Ending(entry.Action),
    };

    /// <summary>What the thing is called; empty where the deed alone says it.</summary>
    public static string Name(AuditEntry entry) => entry switch
    {
        { Action: AuditAction.SignedIn or AuditAction.SignedOut } or { Count: > 1 } or { Thing.Collection: "settings" or "checks" } => "",
        { Action: AuditAction.SignInRefused } => entry.Thing.Name ?? "",
        { Thing.Collection: "questions" } => entry.Thing.Id?.Replace('_', ' ') ?? "",
        _ => entry.Thing.Name ?? entry.Thing.Id ?? "",
    };

    /// <summary>The changes that the deed does not say already.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="names">What principals are called; see <see cref="PrincipalsIn"/>.</param>
    public static IReadOnlyList<AuditLine> Changes(AuditEntry entry, IReadOnlyDictionary<string, string> names) =>
    [
        .. entry.Changes.Where(change => !IsSaid(entry, change)).Select(change => new AuditLine(
            AuditFields.Label(change.Field),
            AuditFields.Value(change.Field, change.Before, names),
            AuditFields.Value(change.Field, change.After, names),
            change is { Before: null, After: null })),
    ];

    /// <summary>What stands of the changes in the sentence: those that are short, where they are few; nothing where the deed names what it changed.</summary>
    public static string InShort(AuditEntry entry, IReadOnlyList<AuditLine> changes) => changes.Count switch
    {
        0 => "",
        1 when IsNamed(entry) => "",
        <= MostOfChanges when changes.All(change => change.ToString().Length <= LongestChange) => ": " + string.Join(", ", changes),
        _ => ": " + string.Join(", ", changes.Take(4).Select(change => change.Field)) + (changes.Count > 4 ? " …" : ""),
    };

    /// <summary>The whole sentence, without who and when.</summary>
    public static string Sentence(AuditEntry entry, IReadOnlyDictionary<string, string> names) =>
        string.Join(' ', new[] { Deed(entry), Name(entry) }.Where(part => part.Length > 0)) + After(entry) + InShort(entry, Changes(entry, names));

    /// <summary>The users and groups that the changes speak of.</summary>
    public static IEnumerable<string> PrincipalsIn(IEnumerable<AuditEntry> entries) =>
        entries.SelectMany(entry => entry.Changes).SelectMany(change => new[] { change.Before, change.After }.SelectMany(value => AuditFields.Principals(change.Field, value))).Where(principal => principal.Length > 0);

    private static string Verb(AuditAction action) => action switch
    {
        AuditAction.Created => "made",
        AuditAction.Changed => "changed",
        AuditAction.Removed => "removed",
        AuditAction.Trashed => "moved",
        AuditAction.Restored => "brought back",
        _ => Data.Documents.Json.Word(action).Replace('_', ' '),
    };

    private static string Ending(AuditAction action) => action switch
    {
        AuditAction.Trashed => " to the trash",
        AuditAction.Restored => " from the trash",
        _ => "",
    };

    private static string? Special(AuditEntry entry) => (entry.Thing.Collection, entry.Action) switch
    {
        ("jobs", AuditAction.Changed) when Has(entry, "cancel_requested", "true") => "cancelled the job for",
        ("jobs", AuditAction.Changed) when Has(entry, "state", "waiting") => "started the job for",
        ("imports", AuditAction.Changed) when Has(entry, "state", "discovered") => Has(entry, "anyway", "true") ? "imported the file" : "asked for another look at the file",
        ("uploads", AuditAction.Created) => "uploaded",
        ("uploads", AuditAction.Removed) => "gave up the upload of",
        ("trash", AuditAction.Removed) => "removed",
        ("questions", AuditAction.Changed) => "answered the question about",
        ("checks", AuditAction.Changed) when Has(entry, "cancel_requested", "true") => "cancelled the check of the files",
        ("checks", AuditAction.Changed) => "asked for a check of the files",
        ("analyses", AuditAction.Created) => "asked for an analysis of",
        ("indexes", AuditAction.Created) => "asked for an index of",
        ("users", AuditAction.Changed) => OfUser(entry),
        ("references" or "samples", AuditAction.Changed) when entry.Changes is [{ Field: "access" }] => $"changed who may see and change the {AuditKinds.One(entry.Thing.Collection)}",
        ("references" or "samples", AuditAction.Changed) when entry.Changes is [{ Field: "user" }] => $"gave another owner to the {AuditKinds.One(entry.Thing.Collection)}",
        ("settings", AuditAction.Changed) => "changed the settings",
        _ => null,
    };

    private static string? OfUser(AuditEntry entry) => entry switch
    {
        _ when Has(entry, "active", "false") => "deactivated the user",
        _ when Has(entry, "active", "true") => "reactivated the user",
        _ when Field(entry, "password_hash") is not null => "set the password of the user",
        { Changes: [{ Field: "security_stamp" }] } => "ended all sessions of the user",
        _ => null,
    };

    private static bool IsSaid(AuditEntry entry, AuditChange change) => (entry.Thing.Collection, change.Field) switch
    {
        ("jobs", "cancel_requested" or "state") or ("imports", "state" or "anyway") or ("checks", "state" or "cancel_requested") => true,
        ("users", "active" or "password_hash" or "security_stamp") => true,
        _ => false,
    };

    /// <summary>The deed names the one field that it changed.</summary>
    private static bool IsNamed(AuditEntry entry) => entry is { Action: AuditAction.Changed, Thing.Collection: "references" or "samples", Changes: [{ Field: "access" }] };

    private static AuditChange? Field(AuditEntry entry, string field) => entry.Changes.FirstOrDefault(change => change.Field == field);

    private static bool Has(AuditEntry entry, string field, string value) => Field(entry, field)?.After == value;
}
