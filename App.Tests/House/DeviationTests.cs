using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.House;

public sealed partial class DeviationTests
{
    [Fact]
    public void Every_file_that_the_list_of_deviations_names_is_there()
    {
        var text = File.ReadAllText(Path.Combine(TestData.Root, "docs", "deviations.md"));
        var named = Code().Matches(text).Select(match => match.Groups[1].Value).Where(IsPath).Distinct().ToArray();
        named.Length.ShouldBeGreaterThan(10);
        named.Where(path => !File.Exists(Path.Combine(TestData.Root, path)) && !Directory.Exists(Path.Combine(TestData.Root, path))).ShouldBeEmpty();
    }

    /// <summary>Code in the text that has a slash, or that ends as a file does, is a path in the checkout.</summary>
    private static bool IsPath(string code) => FileLike().IsMatch(code) && !code.StartsWith('/') && !code.Contains(' ', StringComparison.Ordinal);

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+/?$|\.(cs|razor|md|json|props|targets|yaml|css|js)$")]
    private static partial Regex FileLike();
}
