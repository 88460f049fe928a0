using Virtool.Files.Watching;

namespace Virtool.Files.Rules.Sheets;

/// <summary>A file as a sheet may name it.</summary>
/// <param name="Name">Below the folder of the sheet.</param>
/// <param name="Last">Without folders.</param>
/// <param name="WithoutEnding">The name without its ending.</param>
/// <param name="Stem">Without folders, ending, mate and lane.</param>
/// <param name="Sample">What its sample is called by its name.</param>
internal sealed record NamedFile(string Name, string Last, string WithoutEnding, string Stem, string Sample)
{
    public static NamedFile Of(string name)
    {
        var last = ReadsName.Last(name);
        var parsed = MateName.Parse(last);
        return new NamedFile(name, last, ReadsName.WithoutEnding(name), parsed.Stem, parsed.Sample);
    }
}
