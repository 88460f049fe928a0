namespace Virtool.App.Server.Security;

/// <summary>How many requests are answered, as <c>RateLimits:…</c> in appsettings.json says.</summary>
internal sealed record RateLimits
{
    /// <summary>The section.</summary>
    public const string Section = "RateLimits";

    /// <summary>Passwords, codes and first administrators that one address may try in a minute.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Requests to the API of one user, or of one API key, in a second, on and on.</summary>
    public int ApiPerSecond { get; init; } = 50;

    /// <summary>Requests to the API at once, after a pause.</summary>
    public int ApiBurst { get; init; } = 1_000;

    /// <summary>Throws where one is not above 0.</summary>
    /// <exception cref="WrongSettingException">One is not.</exception>
    public RateLimits Demand()
    {
        foreach (var (name, value) in new[] { (nameof(SignInsPerMinute), SignInsPerMinute), (nameof(ApiPerSecond), ApiPerSecond), (nameof(ApiBurst), ApiBurst) })
        {
            if (value < 1)
            {
                throw new WrongSettingException($"{Section}:{name}", $"It is 1 or more; you gave {value}.");
            }
        }

        return this;
    }
}
