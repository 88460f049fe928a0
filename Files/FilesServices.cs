using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Domain.Files;
using Virtool.Domain.Subtractions;
using Virtool.Files.Bulk;
using Virtool.Files.Importing;
using Virtool.Files.Rules;
using Virtool.Files.Rules.Sheets;
using Virtool.Files.Syncing;
using Virtool.Files.Uploads;
using Virtool.Files.Watching;

namespace Virtool.Files;

/// <summary>Registers the room.</summary>
public static class FilesServices
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Everything that takes files in. The watching goes on while the host owns the data; who does not run the host has none of it.</summary>
    /// <param name="services">Data and the domain are there too.</param>
    /// <param name="configuration">With the section <see cref="FilesOptions.Section"/>.</param>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section))
            .Validate(files => files.RescanInterval >= Shortest, "Files:RescanInterval is a time of at least 00:00:00.05.")
            .Validate(files => files.MateWait >= TimeSpan.Zero, "Files:MateWait is a time, as 00:10:00.")
            .Validate(files => files.EndsEarlyWait >= TimeSpan.Zero, "Files:EndsEarlyWait is a time, as 1.00:00:00 for a day.")
            .Validate(files => files.MarkerWait >= TimeSpan.Zero, "Files:MarkerWait is a time, as 01:00:00.")
            .Validate(files => files.PollInterval >= Shortest, "Files:PollInterval is a time of at least 00:00:00.05.")
            .Validate(files => files.PollLooks >= 1, "Files:PollLooks is a number of at least 1.")
            .Validate(files => files.RetryDelay >= Shortest, "Files:RetryDelay is a time of at least 00:00:00.05.")
            .Validate(files => files.Readers >= 0, "Files:Readers is a number, or 0 for half of the cores.")
            .Validate(files => files.DirectoryInterval >= Shortest, "Files:DirectoryInterval is a time of at least 00:00:00.05.")
            .Validate(files => files.DirectorySettle >= Shortest, "Files:DirectorySettle is a time of at least 00:00:00.05.")
            .ValidateOnStart();
        services.TryAddSingleton<ImportLoad>();
        services.AddUploads(configuration);
        services.AddSingleton<ReadingPool>();
        services.AddSingleton<ImportBook>();
        services.AddSingleton<ImportLedger>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<SheetShelf>();
        services.AddSingleton<SampleMaker>();
        services.AddSingleton<SampleRule>();
        services.AddSingleton(provider => new RulePreview(
            provider.GetRequiredService<Collection<Import>>(),
            provider.GetRequiredService<Collection<Subtraction>>(),
            provider.GetRequiredService<SheetShelf>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SamplePlanner>();
        services.AddScoped<DirectoryMarker>();
        services.AddScoped<FoundFiles>();
        services.AddScoped<MissingFiles>();
        services.AddScoped<StrangeFiles>();
        services.AddOwned<DirectorySync>();
        services.AddOwned<FolderSupervisor>();
        services.AddOwned<RuleLoop>();
        return services;
    }
}
