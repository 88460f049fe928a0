namespace Virtool.Components.References;

/// <summary>A first guess at which part of FASTA headers is what, for people to mend.</summary>
public static class HeaderGuess
{
    private static readonly string[] Usual = ["{accession}", "{otu}", "{isolate}", "{segment}"];

    /// <summary>A pattern for headers like the first: parts at <c>|</c>, tabs or semicolons; else the accession and the virus behind a blank.</summary>
    public static string Of(IReadOnlyList<string> headers)
    {
        if (headers.Count == 0)
        {
            return string.Join('|', Usual);
        }

        foreach (var separator in new[] { '|', '\t', ';' })
        {
            var parts = headers[0].Split(separator).Length;
            if (parts > 1)
            {
                return string.Join(separator, Usual.Take(parts).Concat(Enumerable.Repeat("*", Math.Max(0, parts - Usual.Length))));
            }
        }

        return headers[0].Contains(", ", StringComparison.Ordinal) ? "{accession} {otu}, *" : "{accession} {otu}";
    }
}
