using Virtool.Domain.Settings;

namespace Virtool.Jobs.Scheduling;

/// <summary>The limits as the scheduler read them last, for those that cannot wait for the database.</summary>
internal sealed class LimitsInForce
{
    private volatile EffectiveLimits _now = new(0, 0, 0, 0, 0, 0);

    /// <summary>The limits.</summary>
    public EffectiveLimits Now
    {
        get => _now;
        set => _now = value;
    }
}
