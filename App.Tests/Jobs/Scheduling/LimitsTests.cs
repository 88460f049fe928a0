using FluentValidation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Server;
using Virtool.App.Tests.Data;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

/// <summary>What is set, what is configured and what the machine has, and what of it a job gets.</summary>
public sealed class LimitsTests : IDisposable
{
    private static readonly ScriptedWorkflow Large = new("pathoscope", WorkflowSize.Large);
    private static readonly ScriptedWorkflow Small = new("build_index", WorkflowSize.Small);
    private static readonly ScriptedWorkflow Light = new("create_sample", WorkflowSize.None);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 2, 1, 1, 1, 1, 1, 1)]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(8, 16, 8, 15, 8, 15, 4, 7)]
    public void A_server_that_nobody_set_takes_all_cores_and_the_memory_less_1_GB(int cores, int memory, int proc, int mem, int lgProc, int lgMem, int smProc, int smMem) =>
        EffectiveLimits.Of(new JobLimits(), new JobLimits(), new Machine(cores, memory)).ShouldSatisfyAllConditions(
            limits => (limits.Proc, limits.Mem).ShouldBe((proc, mem)),
            limits => (limits.LgProc, limits.LgMem).ShouldBe((lgProc, lgMem)),
            limits => (limits.SmProc, limits.SmMem).ShouldBe((smProc, smMem)));

    [Fact]
    public async Task What_settings_say_wins_over_what_is_configured_and_each_limit_tells_where_it_comes_from()
    {
        var configured = new ConfiguredLimits
        {
            Limits = new JobLimits { Mem = 12, LgMem = 10 },
            Workflows = new Dictionary<string, WorkflowLimits> { ["pathoscope"] = new() { Proc = 3, Hours = 5 } },
            AgingHours = 2,
        };
        await using var host = await HostAsync(new Machine(4, 16), configured);
        var service = host.Get<SettingsService>();
        await service.UpdateLimitsAsync(Viewer.Server, new JobLimits { LgMem = 8 }, Cancellation);
        await service.UpdateWorkflowsAsync(Viewer.Server, Of("pathoscope", new() { Proc = 2 }), Cancellation);

        var (settings, limits) = (await service.GetAsync(Cancellation), await service.EffectiveLimitsAsync(Cancellation));
        (limits.Proc, limits.Mem, limits.LgMem, limits.AgingHours).ShouldBe((4, 12, 8, 2));
        service.SourceOf(settings, one => one.Proc).ShouldBe(LimitSource.Machine);
        service.SourceOf(settings, one => one.Mem).ShouldBe(LimitSource.Configured);
        service.SourceOf(settings, one => one.LgMem).ShouldBe(LimitSource.Settings);
        service.SourceOf(settings, "pathoscope", one => one.Proc).ShouldBe(LimitSource.Settings);
        service.SourceOf(settings, "pathoscope", one => one.Hours).ShouldBe(LimitSource.Configured);
        service.SourceOf(settings, "build_index", one => one.Hours).ShouldBe(LimitSource.Machine);
        service.SourceOfAging(settings).ShouldBe(LimitSource.Configured);
        Grant.Of(Large, limits).ShouldBe(new Grant(new Resources(2, 8), 5));
        Grant.Of(Small, limits).ShouldBe(new Grant(new Resources(2, 6), 24));

        await service.UpdateAgingAsync(Viewer.Server, 0.5, Cancellation);
        await service.UpdateWorkflowsAsync(Viewer.Server, Of("pathoscope", new()), Cancellation);
        (await service.GetAsync(Cancellation)).Workflows.ShouldBeEmpty();
        Grant.Of(Large, await service.EffectiveLimitsAsync(Cancellation)).ShouldBe(new Grant(new Resources(3, 8), 5));
        (await service.EffectiveLimitsAsync(Cancellation)).AgingHours.ShouldBe(0.5);
    }

    [Fact]
    public async Task Limits_of_a_workflow_that_do_not_fit_are_refused_with_both_numbers()
    {
        await using var host = await HostAsync(new Machine(1, 2));
        var service = host.Get<SettingsService>();

        var failure = await Should.ThrowAsync<ValidationException>(
            () => service.UpdateWorkflowsAsync(Viewer.Server, Of("pathoscope", new() { Proc = 2, Mem = 3, Hours = 0 }), Cancellation));

        failure.Errors.Select(error => (error.PropertyName, error.ErrorMessage)).ShouldBe(
        [
            ("pathoscope.Proc", "A job of pathoscope may take 1 to 1 cores, which is what all jobs together may take; you gave 2."),
            ("pathoscope.Mem", "A job of pathoscope may take 1 to 1 GB of memory, which is what all jobs together may take; you gave 3."),
            ("pathoscope.Hours", "A job of pathoscope may run more than 0 and at most 1000 hours; you gave 0."),
        ]);
        await Should.ThrowAsync<ValidationException>(() => service.UpdateAgingAsync(Viewer.Server, -1, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => service.UpdateWorkflowsAsync(Nobody, Of("pathoscope", new() { Mem = 1 }), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => service.UpdateAgingAsync(Nobody, 2, Cancellation));
        (await service.GetAsync(Cancellation)).ShouldSatisfyAllConditions(one => one.Workflows.ShouldBeEmpty(), one => one.AgingHours.ShouldBeNull());
    }

    [Fact]
    public void What_is_configured_for_workflows_is_read_and_what_does_not_fit_stops_the_server_with_its_name()
    {
        Read(("Jobs:Workflows:pathoscope:Hours", "48"), ("Jobs:AgingHours", "0.5")).ShouldSatisfyAllConditions(
            limits => limits.Workflows["pathoscope"].ShouldBe(new WorkflowLimits { Hours = 48 }),
            limits => limits.AgingHours.ShouldBe(0.5));
        Read().ShouldSatisfyAllConditions(limits => limits.Workflows.ShouldBeEmpty(), limits => limits.AgingHours.ShouldBeNull());
        Should.Throw<WrongSettingException>(() => Read(("Jobs:Workflows:pathoscope:Mem", "100000"))).Message.ShouldContain("Jobs:Workflows:pathoscope:Mem");
        Should.Throw<WrongSettingException>(() => Read(("Jobs:Workflows:pathoscope:Memory", "1"))).Message.ShouldContain("Jobs:Workflows");
        Should.Throw<WrongSettingException>(() => Read(("Jobs:AgingHours", "0"))).Message.ShouldContain("Jobs:AgingHours");
        Should.Throw<WrongSettingException>(() => Read(("Jobs:AgingHours", "soon"))).Message.ShouldContain("Jobs:AgingHours");
    }

    [Fact]
    public void What_was_set_before_the_limits_were_lowered_is_cut_to_them()
    {
        var settings = new ServerSettings
        {
            Id = ServerSettings.OnlyId,
            Limits = new JobLimits { Proc = 16, Mem = 64, LgMem = 48 },
            Workflows = Of("pathoscope", new() { Proc = 12, Mem = 32 }),
        };

        var limits = EffectiveLimits.Of(settings, new ConfiguredLimits(), new Machine(4, 8));

        (limits.Proc, limits.Mem, limits.LgMem).ShouldBe((4, 8, 8));
        Grant.Of(Large, limits).Resources.ShouldBe(new Resources(4, 8));
        Grant.Of(Small, limits, wantedMem: 100).Resources.ShouldBe(new Resources(2, 8));
        Grant.Of(Light, limits, wantedMem: 100).Resources.ShouldBe(Resources.None);
    }

    private static ConfiguredLimits Read(params (string Key, string Value)[] given) => StartSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(given.Append(("Data:Folder", "data")).Append(("Database:Name", "virtool")).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)))
            .Build()).Limits;

    private static Viewer Nobody => new("user0001", "nina", Administrator: false, new HashSet<Permission>());

    private static Dictionary<string, WorkflowLimits> Of(string workflow, WorkflowLimits limits) => new() { [workflow] = limits };

    private async Task<JobsHost> HostAsync(Machine machine, ConfiguredLimits? configured = null)
    {
        var host = new JobsHost(_folder.Path, machine, [Large, Small, Light], services => services.AddSingleton(configured ?? new ConfiguredLimits()));
        await host.PrepareAsync();
        return host;
    }
}
