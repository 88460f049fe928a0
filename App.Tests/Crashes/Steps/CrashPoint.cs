namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>Where a server is killed: in which step of which workflow, and when.</summary>
internal sealed record CrashPoint(string Workflow, string Step, CrashMoment Moment)
{
    private const char Separator = ':';

    public static CrashPoint Parse(string text) => text.Split(Separator) is [var workflow, var step, var moment]
        ? new CrashPoint(workflow, step, Enum.Parse<CrashMoment>(moment))
        : throw new FormatException(text);

    public override string ToString() => string.Join(Separator, Workflow, Step, Moment);
}
