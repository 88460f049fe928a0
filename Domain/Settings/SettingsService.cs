using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Settings;

/// <summary>What administrators set.</summary>
/// <param name="settings">The one document's collection.</param>
/// <param name="machine">This machine.</param>
/// <param name="configured">What appsettings.json gives.</param>
/// <param name="volume">The disk that files are kept on; null: nobody knows how large it is.</param>
public sealed class SettingsService(Collection<ServerSettings> settings, Machine machine, ConfiguredLimits configured, DataVolume? volume = null)
{
    /// <summary>This machine.</summary>
    public Machine Machine => machine;

    /// <summary>What appsettings.json gives for all jobs, and for large and small ones; each null where it says nothing.</summary>
    public JobLimits Configured => configured.Limits;

    /// <summary>All that appsettings.json gives.</summary>
    public ConfiguredLimits AllConfigured => configured;

    /// <summary>The settings; those of a new server where none were ever saved.</summary>
    public async Task<ServerSettings> GetAsync(CancellationToken cancellation = default) =>
        await settings.GetAsync(ServerSettings.OnlyId, cancellation) ?? new ServerSettings { Id = ServerSettings.OnlyId };

    /// <summary>The limits in force.</summary>
    public async Task<EffectiveLimits> EffectiveLimitsAsync(CancellationToken cancellation = default) => Effective(await GetAsync(cancellation));

    /// <summary>The limits in force with these settings.</summary>
    public EffectiveLimits Effective(ServerSettings current) => EffectiveLimits.Of(current, configured, machine);

    /// <summary>Where a limit of all jobs, or of large or small ones, comes from with these settings.</summary>
    public LimitSource SourceOf(ServerSettings current, Func<JobLimits, int?> limit) => Source(limit(current.Limits), limit(configured.Limits));

    /// <summary>Where a limit of a workflow comes from with these settings; <see cref="LimitSource.Machine"/> where it is that of its size, or the usual 24 hours.</summary>
    public LimitSource SourceOf(ServerSettings current, string workflow, Func<WorkflowLimits, double?> limit) =>
        Source(Given(current.Workflows, workflow, limit), Given(configured.Workflows, workflow, limit));

    /// <summary>Where the hours that count as one step of priority come from with these settings.</summary>
    public LimitSource SourceOfAging(ServerSettings current) => Source(current.AgingHours, configured.AgingHours);

    /// <summary>How files are kept, as it is in force.</summary>
    public async Task<EffectiveFiles> EffectiveFilesAsync(CancellationToken cancellation = default) => EffectiveFiles(await GetAsync(cancellation));

    /// <summary>How files are kept with these settings.</summary>
    public EffectiveFiles EffectiveFiles(ServerSettings current) => Settings.EffectiveFiles.Of(current.Files, configured.Files);

    /// <summary>Where a setting of files comes from with these settings; <see cref="LimitSource.Machine"/> where it is what Virtool starts with.</summary>
    public LimitSource SourceOfFiles(ServerSettings current, Func<FileSettings, double?> setting) => Source(setting(current.Files), setting(configured.Files));

    /// <summary>Checks how files are to be kept; the form on the page uses it too.</summary>
    public FileSettingsValidator FileValidator() => new(DiskSize());

    /// <summary>Sets how files are kept. What is in the trash keeps its time.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The margin does not fit the disk, or the days are too many.</exception>
    public async Task UpdateFilesAsync(Viewer viewer, FileSettings files, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await FileValidator().ValidateAndThrowAsync(files, cancellation);
        await SaveAsync(current => current with { Files = files }, cancellation);
    }

    /// <summary>For a batch that only one of several at once may write: it fails where somebody else has saved settings, or written such a batch, in between.</summary>
    public async Task<Write> ToHoldAsync(CancellationToken cancellation = default)
    {
        await SaveAsync(current => current, cancellation);
        return settings.ToHold((await settings.GetAsync(ServerSettings.OnlyId, cancellation))!);
    }

    /// <summary>Sets what holds for users. Passwords that there are stay.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The shortest password would be too short, or too long.</exception>
    public async Task UpdateUsersAsync(Viewer viewer, UserSettings users, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new UserSettingsValidator().ValidateAndThrowAsync(users, cancellation);
        await SaveAsync(current => current with { Users = users }, cancellation);
    }

    /// <summary>Sets what the API takes.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async Task UpdateApiAsync(Viewer viewer, ApiSettings api, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await SaveAsync(current => current with { Api = api }, cancellation);
    }

    /// <summary>Sets how analyses are looked at; it holds for those that are there too.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The share is none.</exception>
    public async Task UpdateAnalysesAsync(Viewer viewer, AnalysisSettings analyses, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new AnalysisSettingsValidator().ValidateAndThrowAsync(analyses, cancellation);
        await SaveAsync(current => current with { Analyses = analyses }, cancellation);
    }

    /// <summary>Sets the rights of new samples. Those that are there keep theirs.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">There is no such choice.</exception>
    public async Task UpdateNewSamplesAsync(Viewer viewer, NewSamples samples, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new NewSamplesValidator().ValidateAndThrowAsync(samples, cancellation);
        await SaveAsync(samples.ApplyTo, cancellation);
    }

    /// <summary>Changes some of the settings, all or none. Profiles that are installed stay where another repository is set, and samples and passwords as they are.</summary>
    /// <returns>The settings with the change.</returns>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">One of them is not good; nothing was changed.</exception>
    public async Task<ServerSettings> ChangeAsync(Viewer viewer, SettingsChange change, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var failures = Check(change.ApplyTo(await GetAsync(cancellation)));
        if (failures.Count > 0)
        {
            throw new ValidationException(failures);
        }

        await SaveAsync(change.ApplyTo, cancellation);
        return await GetAsync(cancellation);
    }

    /// <summary>The server's permanent id; made where it has none yet.</summary>
    public async Task<string> ServerIdAsync(CancellationToken cancellation = default)
    {
        if ((await GetAsync(cancellation)).ServerId is { } known)
        {
            return known;
        }

        var made = Ids.New();
        await SaveAsync(current => current.ServerId is null ? current with { ServerId = made } : current, cancellation);
        return (await GetAsync(cancellation)).ServerId!;
    }

    /// <summary>Notes that the files directory has its marker.</summary>
    public async Task MarkFilesAsync(CancellationToken cancellation = default)
    {
        if (!(await GetAsync(cancellation)).FilesMarked)
        {
            await SaveAsync(current => current with { FilesMarked = true }, cancellation);
        }
    }

    /// <summary>Sets the limits. They hold for jobs that start from then on; running ones keep theirs.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">They do not fit the machine, or each other.</exception>
    public async Task UpdateLimitsAsync(Viewer viewer, JobLimits limits, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new JobLimitsValidator(machine, configured.Limits).ValidateAndThrowAsync(limits, cancellation);
        await SaveAsync(current => current with { Limits = limits }, cancellation);
    }

    /// <summary>
    /// Sets the limits of single workflows, all of them: one that is missing, or has no number, has that of its size. They hold for jobs that
    /// start from then on.
    /// </summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="workflows">By the names of the workflows.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">They do not fit the limits of all jobs together; the properties are named as <c>pathoscope.Mem</c>.</exception>
    public async Task UpdateWorkflowsAsync(Viewer viewer, IReadOnlyDictionary<string, WorkflowLimits> workflows, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var failures = Check(workflows, await EffectiveLimitsAsync(cancellation));
        if (failures.Count > 0)
        {
            throw new ValidationException(failures);
        }

        var given = workflows.Where(pair => pair.Value != new WorkflowLimits()).ToDictionary();
        await SaveAsync(current => current with { Workflows = given }, cancellation);
    }

    /// <summary>Sets how many hours of waiting count as much as one step of priority; null: as configured, else 1.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">They are not above 0, or too many.</exception>
    public async Task UpdateAgingAsync(Viewer viewer, double? hours, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new AgingValidator().ValidateAndThrowAsync(new ServerSettings { Id = ServerSettings.OnlyId, AgingHours = hours }, cancellation);
        await SaveAsync(current => current with { AgingHours = hours }, cancellation);
    }

    /// <summary>What is wrong with limits of workflows, by properties named as <c>pathoscope.Mem</c>.</summary>
    public static IReadOnlyList<ValidationFailure> Check(IReadOnlyDictionary<string, WorkflowLimits> workflows, EffectiveLimits whole) =>
    [
        .. from pair in workflows
           from failure in new WorkflowLimitsValidator(pair.Key, whole).Validate(pair.Value).Errors
           select new ValidationFailure($"{pair.Key}.{failure.PropertyName}", failure.ErrorMessage, failure.AttemptedValue),
    ];

    private static IReadOnlyList<ValidationFailure> Check(ServerSettings wanted) =>
    [
        .. new NewSamplesValidator().Validate(NewSamples.Of(wanted)).Errors,
        .. new UserSettingsValidator().Validate(wanted.Users).Errors,
        .. new HmmSlugValidator().Validate(wanted.HmmSlug).Errors,
    ];

    private static LimitSource Source(double? set, double? configured) =>
        set is not null ? LimitSource.Settings : configured is not null ? LimitSource.Configured : LimitSource.Machine;

    private double? DiskSize()
    {
        try
        {
            return volume?.Read().Total / (double)VolumeSpace.Gigabyte;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double? Given(IReadOnlyDictionary<string, WorkflowLimits> workflows, string name, Func<WorkflowLimits, double?> limit) =>
        workflows.GetValueOrDefault(name) is { } limits ? limit(limits) : null;

    private async Task SaveAsync(Func<ServerSettings, ServerSettings> change, CancellationToken cancellation)
    {
        while (true)
        {
            if (await settings.UpdateAsync(ServerSettings.OnlyId, change, cancellation) is not null)
            {
                return;
            }

            try
            {
                await settings.InsertAsync(change(new ServerSettings { Id = ServerSettings.OnlyId }), cancellation);
                return;
            }
            catch (DuplicateException)
            {
                // Somebody else saved the first settings in between: change theirs.
            }
        }
    }
}
