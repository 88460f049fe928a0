using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Virtool.App.Tests.Browser;

/// <summary>What keeps people out of a page, as axe finds it.</summary>
internal static class Axe
{
    // Finding the way to each element that is as it should be would take most of the time.
    private const string Run = """
        async colorsOnly => {
          const found = await axe.run(document, { resultTypes: ["violations"], iframes: false, ...(colorsOnly ? { runOnly: ["color-contrast"] } : {}) });
          return found.violations.map(rule => `${rule.id}: ${rule.help} (${rule.nodes.slice(0, 3).map(node => node.html).join("; ")})`);
        }
        """;

    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>The barriers of a page as it stands, one a rule.</summary>
    /// <param name="page">The page.</param>
    /// <param name="colorsOnly">Only those of contrast, which are what differs between themes.</param>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page, bool colorsOnly)
    {
        // Sending half a megabyte costs more than looking: once a page, and every document of it has the script from then on.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.AddInitScriptAsync(Script.Value);
            await page.EvaluateAsync(Script.Value);
        }

        return await page.EvaluateAsync<string[]>(Run, colorsOnly);
    }
}
