using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Components.Look;

public sealed partial class TokenContrastTests
{
    private static readonly string[] Texts = ["ink", "ink-2", "ink-3", "accent", "running", "done", "failed", "waiting", "doubtful"];

    public static TheoryData<string, string, bool> Pairs()
    {
        var pairs = new TheoryData<string, string, bool>();
        foreach (var text in Texts)
        {
            foreach (var ground in new[] { "paper", "sheet" })
            {
                pairs.Add(text, ground, false);
                pairs.Add(text, ground, true);
            }
        }

        pairs.Add("on-accent", "accent", false);
        pairs.Add("on-accent", "accent", true);
        pairs.Add("on-console", "console", false);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_can_be_read_on_its_ground(string text, string ground, bool dark)
    {
        var tokens = Tokens(dark);
        Contrast(tokens[text], tokens[ground]).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public void Black_on_white_has_the_highest_contrast() => Contrast("#000000", "#ffffff").ShouldBe(21, 0.001);

    /// <summary>Contrast ratio and relative luminance as WCAG 2.2 defines them.</summary>
    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    private static double Luminance(string colour) => (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5));

    private static double Channel(string colour, int at)
    {
        var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static Dictionary<string, string> Tokens(bool dark) =>
        Token().Matches(File.ReadAllText(Path.Combine(TestData.Root, "wwwroot", "tokens.css"))).ToDictionary(
            match => match.Groups["name"].Value,
            match => match.Groups["both"].Success ? match.Groups["both"].Value : match.Groups[dark ? "dark" : "light"].Value);

    [GeneratedRegex(@"^\s*--(?<name>[a-z0-9-]+):\s*(?:light-dark\((?<light>#[0-9a-f]{6}),\s*(?<dark>#[0-9a-f]{6})\)|(?<both>#[0-9a-f]{6}));", RegexOptions.Multiline, 1000)]
    private static partial Regex Token();
}
