using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Domain.Analyses;
using Virtool.Domain.Backups;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Migrations;
using Virtool.Domain.Quality;
using Virtool.Domain.Questions;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trash;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.Domain;

/// <summary>Registers the room.</summary>
public static class DomainServices
{
    /// <summary>Every collection with its indexes.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddCollection<Analysis>("analyses", Index<Analysis>.On(a => a.Sample.Id), Index<Analysis>.On(a => a.CreatedAt), Index<Analysis>.Elements(a => a.Readers))
        .AddCollection<AnalysisResult>("analysis_results")
        .AddCollection<CheckRun>("checks")
        .AddCollection<StoredFile>("files", Index<StoredFile>.On(f => f.UploadedAt), Index<StoredFile>.On(f => f.SampleId), Index<StoredFile>.Elements(f => f.Readers), Index<StoredFile>.Text(f => f.Search))
        .AddCollection<FolderListing>("folder_listings")
        .AddCollection<Import>(
            "imports",
            Index<Import>.Unique(i => i.FolderId, i => i.Name, i => i.Identity),
            Index<Import>.On(i => i.State, i => i.Settled),
            Index<Import>.On(i => i.DiscoveredAt),
            Index<Import>.On(i => i.Sha256),
            Index<Import>.On(i => i.SampleId),
            Index<Import>.On(i => i.SameAs),
            Index<Import>.Elements(i => i.Readers),
            Index<Import>.Text(i => i.Search))
        .AddCollection<ReferenceIndex>("indexes", Index<ReferenceIndex>.Unique(i => i.Reference.Id, i => i.Version))
        .AddCollection<Job>(
            "jobs",
            Index<Job>.On(j => j.State, j => j.CreatedAt),
            Index<Job>.On(j => j.CreatedAt),
            Index<Job>.On(j => j.Subject.Id),
            Index<Job>.Elements(j => j.Readers),
            Index<Job>.Text(j => j.Search))
        .AddCollection<ReadQuality>("quality")
        .AddCollection<Question>("questions")
        .AddCollection<Reference>("references", Index<Reference>.On(r => r.Name), Index<Reference>.Elements(r => r.Readers))
        .AddCollection<Otu>("otus", Index<Otu>.Unique(o => o.Reference.Id, o => o.LowerName))
        .AddCollection<Sequence>("sequences", Index<Sequence>.On(s => s.ReferenceId), Index<Sequence>.On(s => s.OtuId))
        .AddCollection<Sample>(
            "samples",
            Index<Sample>.On(s => s.CreatedAt),
            Index<Sample>.On(s => s.Name),
            Index<Sample>.On(s => s.HasOpenRequests),
            Index<Sample>.Elements(s => s.Readers),
            Index<Sample>.Text(s => s.Search))
        .AddCollection<SchemaVersion>(SchemaVersion.Collection)
        .AddCollection<ServerSettings>("settings")
        .AddCollection<Subtraction>("subtraction", Index<Subtraction>.Unique(s => s.Name))
        .AddCollection<TrashItem>("trash", Index<TrashItem>.On(t => t.RemovedAt), Index<TrashItem>.On(t => t.State), Index<TrashItem>.On(t => t.PurgeAt), Index<TrashItem>.Elements(t => t.Readers))
        .AddCollection<Upload>("uploads", Index<Upload>.On(u => u.CreatedAt), Index<Upload>.Elements(u => u.Readers))
        .AddCollection<User>("users", Index<User>.Unique(u => u.NormalizedHandle))
        .AddCollection<WatchedFolder>("watched_folders", Index<WatchedFolder>.Unique(f => f.Path));

    /// <summary>The services of every concern; a <see cref="DataFolder"/>, a <see cref="ConfiguredLimits"/> (what appsettings.json gives) and a clock are needed beside them.</summary>
    public static IServiceCollection AddDomain(this IServiceCollection services)
    {
        services.AddCollections();
        services.AddSingleton(Machine.Read());
        services.AddSingleton<IMigration, ReadersMigration>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<ExpectedFiles>();
        services.AddSingleton<BackupService>();
        services.AddSingleton<RestoreService>();
        services.AddDiskRoom();
        services.AddSingleton<FirstCode>();
        services.AddSingleton<SettingsService>();
        services.AddSingleton<JobService>();
        services.AddTrash();
        services.AddSingleton<QuestionService>();
        services.AddSingleton<KnownPlaces>();
        services.AddSingleton<FileCheck>();
        services.AddSingleton<CheckService>();
        services.AddOwned<CheckLoop>();
        services.AddOwned<TrashSettling>();
        services.AddSingleton<FileService>();
        services.AddSingleton<SampleService>();
        services.AddSingleton<SampleAccess>();
        services.AddSingleton<AnalysisService>();
        services.AddSingleton<ReferenceService>();
        services.AddSingleton<ReferenceAccess>();
        services.AddSingleton<IndexService>();
        services.AddSingleton<SubtractionService>();
        services.AddSingleton<WatchingService>();
        services.AddSingleton<ViewerWatch>();
        services.AddScoped<UserService>();
        services.AddIdentityCore<Account>(options =>
            {
                options.SignIn.RequireConfirmedAccount = true;
                options.Password.RequiredLength = UserDraftValidator.MinimumPasswordLength;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<UserStore>()
            .AddUserConfirmation<ActiveAccounts>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        return services;
    }
}
