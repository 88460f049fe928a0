using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Commands;

/// <summary>The demo as people run it, in a process of its own.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Examples => Environment.GetEnvironmentVariable("VIRTOOL_TEST_EXAMPLES") ?? "/";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task The_demo_finds_the_viruses_and_tells_relatives_apart()
    {
        Need();
        var ended = await VirtoolProgram.RunAsync(Cancellation, "demo", "--once", "--json", "--data", _folder, "--examples", Examples);

        ended.ExitCode.ShouldBe(0, ended.Error);
        var hits = JsonNode.Parse(ended.Output)!["hits"]!.AsArray();
        Check(hits, "HM067437.1", 0.90, 1.00);
        Check(hits, "NC_004830.2", 0.08, 0.94);
        Check(hits, "HM067438.1", 0.02, 0.76);
        var robbed = Hit(hits, "NC_006494.1");
        robbed["final"]!["pi"]!.GetValue<double>().ShouldBeLessThan(0.001);
        robbed["initial"]!["pi"]!.GetValue<double>().ShouldBe(0.10, 0.02);
        robbed["otu"]!.GetValue<string>().ShouldBe("Varroa destructor virus-1");
        await NothingIsLeftAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Ctrl_C_ends_the_demo_with_its_jobs()
    {
        Need();
        // A shell starts what runs in its background with SIGINT ignored, and so its children: the demo is to have it as in a terminal.
        var call = VirtoolProgram.Call(null, "demo", "--data", _folder, "--examples", Examples);
        call.ArgumentList.Insert(0, call.FileName);
        call.ArgumentList.Insert(0, "--default-signal=INT");
        call.FileName = "env";
        using var demo = new Process { StartInfo = call };
        demo.Start();
        try
        {
            while (!Called("bowtie2-align"))
            {
                demo.HasExited.ShouldBeFalse("the demo ended before it mapped reads");
                await Task.Delay(20, Cancellation);
            }

            using var interrupt = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-INT", $"{demo.Id}" } })!;
            await interrupt.WaitForExitAsync(Cancellation);
            var words = demo.StandardError.ReadToEndAsync(Cancellation);
            await demo.WaitForExitAsync(Cancellation);
            (await words).ShouldContain("Stopped.");
            demo.ExitCode.ShouldBe(1);
        }
        finally
        {
            if (!demo.HasExited)
            {
                demo.Kill(entireProcessTree: true);
            }
        }

        await NothingIsLeftAsync();
    }

    private static void Need()
    {
        RealTools.Need("bowtie2", "bowtie2-build");
        RealTools.Examples();
    }

    private static JsonNode Hit(JsonArray hits, string accession) => hits.Single(hit => hit!["accession"]!.GetValue<string>() == accession)!;

    private static void Check(JsonArray hits, string accession, double weight, double coverage)
    {
        var hit = Hit(hits, accession);
        hit["final"]!["pi"]!.GetValue<double>().ShouldBe(weight, 0.02);
        hit["coverage"]!.GetValue<double>().ShouldBe(coverage, 0.02);
        hit["otu"]!.GetValue<string>().ShouldBe("Deformed wing virus");
        hit["isolate"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    /// <summary>Whether a process works on this test's data folder and has the text in its command line.</summary>
    private bool Called(string text) => Directory.EnumerateDirectories("/proc")
        .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit) && Path.GetFileName(folder) != $"{Environment.ProcessId}")
        .Select(CommandLine)
        .Any(line => line.Contains(_folder, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    private async Task NothingIsLeftAsync()
    {
        while (Called(""))
        {
            await Task.Delay(20, Cancellation);
        }
    }
}
