using System.Globalization;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.Components.Settings;

/// <summary>A field of the rule of trust.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Title">What people read, with the unit.</param>
/// <param name="Hint">More.</param>
/// <param name="Of">Its number in a rule.</param>
public sealed record TrustRuleField(string Key, string Title, string Hint, Func<TrustRule, double> Of)
{
    /// <summary>As it is typed.</summary>
    public string Text(TrustRule rule) => Of(rule).ToString("0.######", CultureInfo.InvariantCulture);
}
