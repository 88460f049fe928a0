namespace Virtool.Domain.Users;

/// <summary>What a user owns, and how much it has done.</summary>
/// <param name="Samples">Samples.</param>
/// <param name="References">References.</param>
/// <param name="Analyses">Analyses.</param>
/// <param name="Jobs">Jobs.</param>
/// <param name="Files">Stored files, and files and uploads on their way.</param>
/// <param name="Indexes">Indexes.</param>
/// <param name="Subtractions">Subtractions.</param>
/// <param name="Deeds">Entries of the audit trail.</param>
public sealed record UserTraces(long Samples, long References, long Analyses, long Jobs, long Files, long Indexes, long Subtractions, long Deeds)
{
    /// <summary>It owns nothing, and has never done anything: nobody would miss it.</summary>
    public bool IsEmpty => this == new UserTraces(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>"3 samples, 1 job"; empty where it owns nothing.</summary>
    public string Owned => string.Join(", ", new[]
    {
        Count(Samples, "sample", "samples"),
        Count(References, "reference", "references"),
        Count(Analyses, "analysis", "analyses"),
        Count(Jobs, "job", "jobs"),
        Count(Files, "file", "files"),
        Count(Indexes, "index", "indexes"),
        Count(Subtractions, "subtraction", "subtractions"),
    }.OfType<string>());

    private static string? Count(long number, string one, string many) =>
        number == 0 ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
