using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Settings;

/// <summary>What administrators set.</summary>
/// <param name="settings">The one document's collection.</param>
/// <param name="machine">This machine.</param>
/// <param name="configured">What appsettings.json gives.</param>
public sealed class SettingsService(Collection<ServerSettings> settings, Machine machine, JobLimits configured)
{
    /// <summary>This machine.</summary>
    public Machine Machine => machine;

    /// <summary>What appsettings.json gives; each null where it says nothing.</summary>
    public JobLimits Configured => configured;

    /// <summary>The settings; those of a new server where none were ever saved.</summary>
    public async Task<ServerSettings> GetAsync(CancellationToken cancellation = default) =>
        await settings.GetAsync(ServerSettings.OnlyId, cancellation) ?? new ServerSettings { Id = ServerSettings.OnlyId };

    /// <summary>The limits in force.</summary>
    public async Task<EffectiveLimits> EffectiveLimitsAsync(CancellationToken cancellation = default) => Effective(await GetAsync(cancellation));

    /// <summary>The limits in force with these settings.</summary>
    public EffectiveLimits Effective(ServerSettings current) => EffectiveLimits.Of(current.Limits, configured, machine);

    /// <summary>Sets the limits. They hold for jobs that start from then on; running ones keep theirs.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">They do not fit the machine, or each other.</exception>
    public async Task UpdateLimitsAsync(Viewer viewer, JobLimits limits, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new JobLimitsValidator(machine, configured).ValidateAndThrowAsync(limits, cancellation);
        while (true)
        {
            if (await settings.UpdateAsync(ServerSettings.OnlyId, current => current with { Limits = limits }, cancellation) is not null)
            {
                return;
            }

            try
            {
                await settings.InsertAsync(new ServerSettings { Id = ServerSettings.OnlyId, Limits = limits }, cancellation);
                return;
            }
            catch (DuplicateException)
            {
                // Somebody else saved the first settings in between: change theirs.
            }
        }
    }
}
