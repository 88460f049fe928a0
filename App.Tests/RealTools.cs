using Virtool.App.Demo;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests;

/// <summary>What tests need of the machine; they are skipped, with the reason, where it is missing.</summary>
internal static class RealTools
{
    /// <summary>Skips the test where one of the programs is not on the search path.</summary>
    public static void Need(params string[] programs)
    {
        foreach (var program in programs)
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
            Assert.SkipUnless(found, $"The program {program} is not on this machine.");
        }
    }

    /// <summary>The demo's data; <c>VIRTOOL_TEST_EXAMPLES</c> says under which folder, else under the root.</summary>
    public static DemoExamples Examples()
    {
        var examples = new DemoExamples(Environment.GetEnvironmentVariable("VIRTOOL_TEST_EXAMPLES") ?? "/");
        try
        {
            examples.Check();
        }
        catch (RefusedException exception)
        {
            Assert.Skip(exception.Message);
        }

        return examples;
    }
}
