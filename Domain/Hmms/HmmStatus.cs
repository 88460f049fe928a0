using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Releases;

namespace Virtool.Domain.Hmms;

/// <summary>Which set of profiles is installed, what is being installed, and which releases there are; one document, <see cref="OnlyId"/>.</summary>
public sealed record HmmStatus : Document
{
    /// <summary>Its collection.</summary>
    public const string Collection = "hmm_status";

    /// <summary>Its id.</summary>
    public const string OnlyId = "hmm";

    /// <summary>A set of profiles is there.</summary>
    public bool Installed { get; init; }

    /// <summary>The set that is installed: the <see cref="Hmm.Set"/> of its profiles; empty: none.</summary>
    public string Set { get; init; } = "";

    /// <summary>Where it came from: a release's name, or a file's.</summary>
    public string Source { get; init; } = "";

    /// <summary>SHA-256 of the file of profiles, in hexadecimal digits; results keep it.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Bytes of the file of profiles.</summary>
    public long Size { get; init; }

    /// <summary>How many profiles it has.</summary>
    public int Count { get; init; }

    /// <summary>When it was installed.</summary>
    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>By whom.</summary>
    public Link? User { get; init; }

    /// <summary>The release that is installed; null: none is, or what is came from a file.</summary>
    public Release? Release { get; init; }

    /// <summary>The repository of <see cref="Release"/>; empty: none is installed, or by a version of this program that did not keep it.</summary>
    public string ReleaseSlug { get; init; } = "";

    /// <summary>A release is installed, and of another repository than the one whose releases were asked for.</summary>
    public bool IsOfAnother() => Release is not null && ReleaseSlug.Length > 0 && ReleaseSlug != Slug;

    /// <summary>The task that installs a set at this moment; null: none does.</summary>
    public string? TaskId { get; init; }

    /// <summary>The repository whose releases were asked for.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its newest release; null: none is known.</summary>
    public Release? Newest { get; init; }

    /// <summary>What GitHub gave to ask again with; null: nothing.</summary>
    public string? Etag { get; init; }

    /// <summary>When it was asked for last.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When it is asked for next; null: at once.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>Why the last question brought nothing: a sentence; null: it did.</summary>
    public string? Error { get; init; }

    /// <summary>How often in a row it brought nothing.</summary>
    public int Failures { get; init; }
}
