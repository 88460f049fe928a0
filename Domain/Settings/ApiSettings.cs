namespace Virtool.Domain.Settings;

/// <summary>What the API takes.</summary>
/// <param name="Keys">API keys; where not, sessions only.</param>
public sealed record ApiSettings(bool Keys = true);
