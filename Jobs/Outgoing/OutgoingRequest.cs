namespace Virtool.Jobs.Outgoing;

/// <summary>Something that is asked of others.</summary>
/// <param name="Service">Who is asked, as people call it: GitHub, NCBI.</param>
/// <param name="Setting">The setting that says where it is: <c>Outgoing:GitHub</c>.</param>
/// <param name="Address">What is asked for.</param>
public sealed record OutgoingRequest(string Service, string Setting, Uri Address)
{
    /// <summary>The kind of answer that is wanted; null: any.</summary>
    public string? Accept { get; init; }

    /// <summary>What an earlier answer was marked with, to be told that nothing has changed; null: the answer is wanted in any case.</summary>
    public string? Etag { get; init; }

    /// <summary>Says who asks; null: nobody in particular. It is sent to <see cref="Address"/>'s own server alone, wherever that one sends us.</summary>
    public string? Token { get; init; }

    /// <summary>What is sent along, as a form is: by POST; null: nothing, by GET. It is sent again where the request is made again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    /// <summary>How many bytes of an answer are taken.</summary>
    public long Largest { get; init; } = 8L << 20;
}
