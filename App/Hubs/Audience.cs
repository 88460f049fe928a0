using Virtool.Domain.Rights;

namespace Virtool.App.Hubs;

/// <summary>Who may see a document, or could. Administrators may see all.</summary>
/// <param name="Readers">By <see cref="Principals"/>.</param>
internal sealed record Audience(IReadOnlyList<string> Readers) : IReadable
{
    /// <summary>Everyone who is signed in.</summary>
    public static readonly Audience Everyone = new([Principals.Everyone]);

    /// <summary>Administrators only.</summary>
    public static readonly Audience Nobody = new([]);

    /// <summary>Both.</summary>
    public Audience With(Audience other) => other.Readers.All(Readers.Contains) ? this
        : Readers.All(other.Readers.Contains) ? other
        : new Audience([.. Readers.Union(other.Readers, StringComparer.Ordinal)]);
}
