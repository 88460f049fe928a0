using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Domain.Watching;
using Virtool.Files.Importing;
using Virtool.Files.Quarantine;

namespace Virtool.Files.Uploads;

/// <summary>Registers uploads and what people do with files that are held.</summary>
internal static class UploadRegistration
{
    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadsOptions>().Bind(configuration.GetSection(UploadsOptions.Section))
            .Validate(uploads => uploads.Expiry > TimeSpan.Zero, "Uploads:Expiry is a time, as 7.00:00:00 for a week.")
            .Validate(uploads => uploads.Remembered >= TimeSpan.Zero, "Uploads:Remembered is a time, as 1.00:00:00 for a day.")
            .ValidateOnStart();
        services.AddSingleton<UploadBytes>();
        services.AddSingleton<UploadTurns>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<QuarantineFolder>();
        services.AddSingleton<HeldPlaces>();
        services.AddSingleton<Duplicates>();
        services.AddSingleton<UploadSweep>();
        services.AddSingleton<UploadDesks>();
        services.AddSingleton(provider => new DirectUpload(
            Of<UploadService>(provider),
            Of<Collection<Import>>(provider),
            Of<Collection<StoredFile>>(provider),
            Of<HeldPlaces>(provider),
            Of<IChangeFeed>(provider)));
        services.AddSingleton(provider => new UploadService(
            Of<IDocumentStore>(provider),
            Of<Collection<Upload>>(provider),
            Of<Collection<Import>>(provider),
            Of<UploadBytes>(provider),
            Of<UploadTurns>(provider),
            Of<ImportBell>(provider),
            Of<DiskRoom>(provider),
            Of<PrimaryGroups>(provider),
            Of<IOptions<UploadsOptions>>(provider),
            Of<TimeProvider>(provider)));
        services.AddSingleton(provider => new QuarantineService(
            Of<Collection<Import>>(provider),
            Of<Collection<WatchedFolder>>(provider),
            Of<HeldPlaces>(provider),
            Of<Duplicates>(provider),
            Of<QuarantineFolder>(provider),
            Of<DataFolder>(provider),
            Of<TrashService>(provider),
            Of<ImportBell>(provider),
            Of<TimeProvider>(provider)));
        return services;
    }

    private static T Of<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
