using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Questions;

/// <summary>Something that the server does not do until an administrator has said so. Its id is its kind: of each there is one at a time.</summary>
public sealed record Question : Document
{
    /// <summary>Many stored files are gone from the files directory.</summary>
    public const string FilesMissing = "files_missing";

    /// <summary>Many files in the files directory have no document.</summary>
    public const string FilesUnknown = "files_unknown";

    /// <summary>The files directory has no marker, or that of another server.</summary>
    public const string FilesMarker = "files_marker";

    /// <summary>How many names are given.</summary>
    public const int MostNames = 20;

    /// <summary>What is asked, why, and what each answer does: sentences.</summary>
    public required string Text { get; init; }

    /// <summary>The answers.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>How many things it is about.</summary>
    public long Count { get; init; }

    /// <summary>What some of them are called.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The ids of all of them: an answer is about these, and no others.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>When it was asked.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The value of the choice; null: nobody has answered.</summary>
    public string? Answer { get; init; }

    /// <summary>Who answered.</summary>
    public Link? AnsweredBy { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}
