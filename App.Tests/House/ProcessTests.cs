using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.House;

/// <summary>One room's corner starts processes, so that another executor can take its place.</summary>
public sealed partial class ProcessTests
{
    private static readonly string[] Rooms = ["App", "Components", "Files", "Jobs", "Domain", "Data", "Bio"];
    private static readonly string Corner = Path.Combine("Jobs", "Processes");

    /// <summary>Tries what this machine can enforce on a process that sleeps, before there is a job.</summary>
    private static readonly string Probe = Path.Combine("Jobs", "Limits", "Probe.cs");

    [Fact]
    public void Nothing_but_the_process_runner_starts_a_process()
    {
        var files = Rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(TestData.Root, room), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(TestData.Root, file))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !Built().IsMatch(file))
            .ToList();
        var starting = files.Where(file => Starting().IsMatch(File.ReadAllText(Path.Combine(TestData.Root, file)))).ToList();
        starting.ShouldNotBeEmpty();
        starting.ShouldAllBe(file => file.StartsWith(Corner, StringComparison.Ordinal) || file == Probe);
    }

    [Theory]
    [InlineData("Process.Start(\"bowtie2\")", true)]
    [InlineData("using Medallion.Shell;", true)]
    [InlineData("new ProcessStartInfo()", true)]
    [InlineData("using var process = new System.Diagnostics.Process();", true)]
    [InlineData("var run = new ProcessRun(id);", false)]
    public void The_test_sees_what_it_looks_for(string code, bool starts) => Starting().IsMatch(code).ShouldBe(starts);

    [GeneratedRegex(@"\bProcess\.Start\(|\bProcessStartInfo\b|\bMedallion\.Shell\b|\bnew (System\.Diagnostics\.)?Process\b\s*[({]")]
    private static partial Regex Starting();

    [GeneratedRegex(@"[/\\](obj|bin)[/\\]")]
    private static partial Regex Built();
}
