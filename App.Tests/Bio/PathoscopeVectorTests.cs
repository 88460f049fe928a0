using System.Globalization;
using System.Text.Json;
using Shouldly;
using Virtool.Bio.Pathoscope;
using Xunit;

namespace Virtool.App.Tests.Bio;

/// <summary>Results of a newer version, which counts high and low confidence for every candidate and not for the best alone: those two numbers are not compared.</summary>
public class PathoscopeVectorTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("em_basic_cutoff_0.01")]
    [InlineData("em_cutoff_fixture")]
    [InlineData("em_multimapping_cutoff_0.01")]
    [InlineData("em_isolates_minimal")]
    [InlineData("em_subtraction_minimal")]
    [InlineData("em_to_subtraction")]
    public void Weights_best_hits_and_coverage_are_those_of_the_newer_version(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Shared("pathoscope/core_golden_vectors.json")));
        var vector = document.RootElement.GetProperty("vectors").EnumerateArray().First(vector => vector.GetProperty("name").GetString() == name);
        var expected = vector.GetProperty("result");
        var path = TestData.Shared($"pathoscope/core_fixtures/{vector.GetProperty("args").GetProperty("alignment").GetString()}");

        var result = PathoscopeAnalysis.Run(File.OpenRead(path), [], Lengths(path), TestContext.Current.CancellationToken);

        result.ReadCount.ShouldBe(expected.GetProperty("reads").GetArrayLength());
        var references = expected.GetProperty("refs").EnumerateArray().Select(reference => reference.GetString()!).ToList();
        foreach (var hit in result.Hits)
        {
            var at = references.IndexOf(hit.Id);
            hit.Final.Pi.ShouldBe(Value("pi", at), Tolerance);
            hit.Initial.Pi.ShouldBe(Value("init_pi", at), Tolerance);
            hit.Final.Best.ShouldBe(Value("best_hit_final", at), Tolerance);
            hit.Initial.Best.ShouldBe(Value("best_hit_initial", at), Tolerance);
            hit.Final.Reads.ShouldBe((int)Value("best_hit_final_reads", at));
            CheckCoverage(hit, expected.GetProperty("coverage").GetProperty(hit.Id));
        }

        foreach (var missing in references.Except(result.Hits.Select(hit => hit.Id)))
        {
            Value("pi", references.IndexOf(missing)).ShouldBeLessThan(0.01);
        }

        double Value(string list, int at) => expected.GetProperty(list)[at].GetDouble();
    }

    private static void CheckCoverage(PathoscopeHit hit, JsonElement expected)
    {
        hit.Align.Count.ShouldBe(expected.GetProperty("length").GetInt32());
        var covered = expected.GetProperty("nonzero").EnumerateObject().ToDictionary(
            entry => int.Parse(entry.Name, CultureInfo.InvariantCulture),
            entry => entry.Value.GetInt32());
        hit.Align.Index().Where(position => position.Item > 0).ToDictionary(position => position.Index, position => position.Item).ShouldBe(covered, ignoreOrder: true);
    }

    private static Dictionary<string, int> Lengths(string sam) => File.ReadLines(sam)
        .Where(line => line.StartsWith("@SQ\t", StringComparison.Ordinal))
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[1][3..], fields => int.Parse(fields[2][3..], CultureInfo.InvariantCulture));
}
