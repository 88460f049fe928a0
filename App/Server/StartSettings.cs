using FluentValidation.Results;
using Virtool.App.Server.Security;
using Virtool.Data.Store;
using Virtool.Domain.Settings;

namespace Virtool.App.Server;

/// <summary>What appsettings.json, the environment and the command line say, bound once and checked before anything starts.</summary>
/// <param name="Folder">The data folder, absolute.</param>
/// <param name="Database">Which database.</param>
/// <param name="Limits">Limits of jobs, where they are given.</param>
/// <param name="Security">What lies between the server and its browsers.</param>
/// <param name="RateLimits">How many requests are answered.</param>
internal sealed record StartSettings(string Folder, DatabaseOptions Database, ConfiguredLimits Limits, ServerSecurity Security, RateLimits RateLimits)
{
    /// <summary>The setting of the data folder.</summary>
    public const string FolderKey = "Data:Folder";

    private const string LimitsSection = "Jobs:Limits";
    private const string WorkflowsSection = "Jobs:Workflows";
    private const string AgingKey = "Jobs:AgingHours";
    private const string FilesSection = "Files";

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="WrongSettingException">One of them is wrong; the message names it.</exception>
    public static StartSettings Read(IConfiguration configuration)
    {
        var folder = configuration[FolderKey];
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new WrongSettingException(FolderKey, "It is empty. Give the folder in which the server keeps its data.");
        }

        Addresses(configuration["Urls"]);
        var database = Bind<DatabaseOptions>(configuration, DatabaseOptions.Section);
        if (string.IsNullOrWhiteSpace(database.Name))
        {
            throw new WrongSettingException("Database:Name", "It is empty. Give the database's name.");
        }

        var security = Bind<ServerSecurity>(configuration, ServerSecurity.Section).Demand();
        var rates = Bind<RateLimits>(configuration, RateLimits.Section).Demand();
        return new StartSettings(Path.GetFullPath(folder), database, ReadLimits(configuration), security, rates);
    }

    private static ConfiguredLimits ReadLimits(IConfiguration configuration)
    {
        var machine = Machine.Read();
        var limits = Bind<JobLimits>(configuration, LimitsSection);
        Demand(LimitsSection, new JobLimitsValidator(machine, new JobLimits()).Validate(limits).Errors);
        var workflows = Bind<Dictionary<string, WorkflowLimits>>(configuration, WorkflowsSection);
        Demand(WorkflowsSection, SettingsService.Check(workflows, EffectiveLimits.Of(new JobLimits(), limits, machine)));
        var aging = Bind<double?>(configuration, AgingKey, value => value.Get<double?>());
        var settings = new ServerSettings { Id = ServerSettings.OnlyId, AgingHours = aging };
        Demand("Jobs", new AgingValidator().Validate(settings).Errors);
        var files = Bind<FileSettings>(configuration, FilesSection, given => given.Get<FileSettings>()) ?? new FileSettings();
        Demand(FilesSection, new FileSettingsValidator(disk: null).Validate(files).Errors);
        return new ConfiguredLimits { Limits = limits, Workflows = workflows, AgingHours = aging, Files = files };
    }

    private static void Demand(string section, IReadOnlyList<ValidationFailure> failures)
    {
        if (failures.Count > 0)
        {
            throw new WrongSettingException($"{section}:{failures[0].PropertyName.Replace('.', ':')}", failures[0].ErrorMessage);
        }
    }

    private static T Bind<T>(IConfiguration configuration, string section)
        where T : new() =>
        Bind(configuration, section, given => given.Get<T>(binder => binder.ErrorOnUnknownConfiguration = true)) ?? new T();

    private static T? Bind<T>(IConfiguration configuration, string section, Func<IConfigurationSection, T?> read)
    {
        try
        {
            return read(configuration.GetSection(section));
        }
        catch (InvalidOperationException exception)
        {
            throw new WrongSettingException(section, (exception.InnerException ?? exception).Message);
        }
    }

    private static void Addresses(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
                || parsed.Scheme is not ("http" or "https"))
            {
                throw new WrongSettingException("Urls", $"{url} is no address such as http://127.0.0.1:5066.");
            }
        }
    }
}
