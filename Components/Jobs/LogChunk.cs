using Virtool.Jobs.Logs;

namespace Virtool.Components.Jobs;

/// <summary>Lines of a step that came together: drawn once, so that what follows costs no more than itself.</summary>
/// <param name="step">The step, by its snake_case name.</param>
/// <param name="lines">At least one.</param>
public sealed class LogChunk(string step, IReadOnlyList<string> lines)
{
    /// <summary>The step, by its snake_case name.</summary>
    public string Step { get; } = step;

    /// <summary>As they were written.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;

    /// <summary>All of them, one below the other.</summary>
    public string Text { get; } = string.Join('\n', lines);

    /// <summary>One chunk for each run of lines of one step.</summary>
    public static IEnumerable<LogChunk> Of(IReadOnlyList<LogLine> lines)
    {
        for (var start = 0; start < lines.Count;)
        {
            var step = lines[start].StepName;
            var run = lines.Skip(start).TakeWhile(line => line.StepName == step).Select(line => line.Text).ToList();
            yield return new LogChunk(step, run);
            start += run.Count;
        }
    }
}
