using Virtool.Domain.Samples;

namespace Virtool.Jobs.Workflows.Trimming;

/// <summary>The files of an attempt at trimming.</summary>
/// <param name="context">The attempt.</param>
internal sealed class TrimFolder(StepContext context)
{
    /// <summary>What is kept: it becomes the folder of the trimmed reads.</summary>
    public string Kept => context.PathOf("trimmed");

    /// <summary>What skewer's files begin with.</summary>
    public string Prefix => Path.Combine(Kept, "reads");

    /// <summary>What was measured of them, a JSON array by mate.</summary>
    public string Quality => context.PathOf("trimmed_quality.json");

    /// <summary>Makes the folder for what is kept; not where that was published already by a run of the step that was cut off then.</summary>
    public void Begin()
    {
        if (!File.Exists(Quality))
        {
            Directory.CreateDirectory(Kept);
        }
    }

    /// <summary>Gives skewer's files the names that they are kept by.</summary>
    public void Rename(bool paired)
    {
        string[] made = paired ? ["-trimmed-pair1.fastq.gz", "-trimmed-pair2.fastq.gz"] : ["-trimmed.fastq.gz"];
        foreach (var (index, name) in made.Index())
        {
            Move(name, SampleRules.ReadsName(index + 1));
        }

        Move("-trimmed.log", "trim.log");
    }

    // Where the step runs again they have them already.
    private void Move(string made, string name)
    {
        if (File.Exists(Prefix + made))
        {
            File.Move(Prefix + made, Path.Combine(Kept, name), overwrite: true);
        }
    }
}
