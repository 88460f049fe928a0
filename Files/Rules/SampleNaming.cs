using Virtool.Domain.Watching;

namespace Virtool.Files.Rules;

/// <summary>How a sample is named after its files.</summary>
/// <param name="Parts">Its name, and what else their names say of it.</param>
/// <param name="Warning">What people should know of the name; null where nothing.</param>
internal sealed record SampleNaming(NameParts Parts, string? Warning)
{
    /// <summary>The naming by a rule. What does not follow its pattern is named without it, and says so: reads that wait for a name help nobody.</summary>
    public static SampleNaming Of(ImportRule rule, MateName name)
    {
        if (string.IsNullOrWhiteSpace(rule.NamePattern) || NamePattern.MistakeIn(rule.NamePattern) is not null)
        {
            return new SampleNaming(new NameParts(name.Sample), null);
        }

        return NamePattern.Parse(rule.NamePattern).Match(name.Stem) is { } parts
            ? new SampleNaming(parts, null)
            : new SampleNaming(new NameParts(name.Sample), $"{name.Stem} does not follow the folder's pattern {rule.NamePattern}, so the sample was named after its file. Rename it where that is wrong.");
    }
}
