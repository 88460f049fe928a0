using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Audit;
using Virtool.Domain.Backups;
using Virtool.Domain.Blasts;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.History;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Keys;
using Virtool.Domain.Labels;
using Virtool.Domain.Migrations;
using Virtool.Domain.Otus;
using Virtool.Domain.Quality;
using Virtool.Domain.Questions;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Domain.Users.Passwords;
using Virtool.Domain.Users.SignIn;
using Virtool.Domain.Watching;

namespace Virtool.Domain;

/// <summary>Registers the room.</summary>
public static class DomainServices
{
    /// <summary>Every collection with its indexes.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddCollection<Analysis>("analyses", Index<Analysis>.On(a => a.Sample.Id), Index<Analysis>.On(a => a.CreatedAt), Index<Analysis>.Elements(a => a.SubtractionIds), Index<Analysis>.Elements(a => a.Readers))
        .AddCollection<AnalysisResult>("analysis_results")
        .AddCollection<AnalysisViruses>("analysis_viruses")
        .AddCollection<AnalysisVerdicts>("verdicts")
        .AddCollection<TrustRule>(TrustRule.Collection, Index<TrustRule>.On(r => r.Version))
        .AddCollection<AuditEntry>(
            AuditEntry.Collection,
            Index<AuditEntry>.On(e => e.At),
            Index<AuditEntry>.On(e => e.Thing.Id, e => e.At),
            Index<AuditEntry>.On(e => e.Actor.Id, e => e.At),
            Index<AuditEntry>.On(e => e.Actor.Name, e => e.At),
            Index<AuditEntry>.Text(e => e.Search))
        .AddCollection<Blast>("blasts", Index<Blast>.On(b => b.AnalysisId), Index<Blast>.On(b => b.State, b => b.CreatedAt))
        .AddCollection<TrimmedReads>("caches", Index<TrimmedReads>.On(c => c.Sample.Id), Index<TrimmedReads>.On(c => c.CreatedAt), Index<TrimmedReads>.Elements(c => c.Readers))
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
        .AddCollection<Hmm>("hmms", Index<Hmm>.On(h => h.Set, h => h.Cluster), Index<Hmm>.Text(h => h.Search))
        .AddCollection<HmmMembers>(HmmMembers.Collection)
        .AddCollection<HmmStatus>(HmmStatus.Collection)
        .AddCollection<NuvsResult>("nuvs_results")
        .AddCollection<ReferenceIndex>("indexes", Index<ReferenceIndex>.Unique(i => i.Reference.Id, i => i.Version))
        .AddCollection<IndexManifest>(IndexManifest.Collection, Index<IndexManifest>.On(m => m.ReferenceId))
        .AddCollection<Job>(
            "jobs",
            Index<Job>.On(j => j.State, j => j.CreatedAt),
            Index<Job>.On(j => j.CreatedAt),
            Index<Job>.On(j => j.Subject.Id),
            Index<Job>.Elements(j => j.Readers),
            Index<Job>.Text(j => j.Search))
        .AddCollection<Label>("labels", Index<Label>.Unique(l => l.LowerName))
        .AddCollection<ReadQuality>("quality")
        .AddCollection<Question>("questions")
        .AddCollection<Reference>("references", Index<Reference>.On(r => r.Name), Index<Reference>.Elements(r => r.Readers), Index<Reference>.Text(r => r.Search))
        .AddCollection<Otu>(
            "otus",
            Index<Otu>.Unique(o => o.Reference.Id, o => o.LowerName),
            Index<Otu>.On(o => o.Reference.Id, o => o.Abbreviation),
            Index<Otu>.On(o => o.Reference.Id, o => o.RemoteId),
            Index<Otu>.Text(o => o.Search))
        .AddCollection<Sequence>("sequences", Index<Sequence>.On(s => s.ReferenceId), Index<Sequence>.On(s => s.OtuId))
        .AddCollection<Change>(Change.Collection, Index<Change>.On(c => c.ReferenceId, c => c.Number), Index<Change>.On(c => c.Otu.Id, c => c.OtuVersion))
        .AddCollection<FormerNucleotides>(FormerNucleotides.Collection, Index<FormerNucleotides>.On(f => f.ReferenceId))
        .AddCollection<ServerTask>(
            ServerTask.Collection,
            Index<ServerTask>.On(t => t.State, t => t.CreatedAt),
            Index<ServerTask>.On(t => t.Subject.Id),
            Index<ServerTask>.On(t => t.CreatedAt),
            Index<ServerTask>.Elements(t => t.Readers))
        .AddCollection<Sample>(
            "samples",
            Index<Sample>.On(s => s.CreatedAt),
            Index<Sample>.On(s => s.Name),
            Index<Sample>.On(s => s.NameKey, s => s.CreatedAt),
            Index<Sample>.On(s => s.Host, s => s.CreatedAt),
            Index<Sample>.On(s => s.Library!.Count, s => s.CreatedAt),
            Index<Sample>.On(s => s.User.Id, s => s.CreatedAt),
            Index<Sample>.On(s => s.Archived, s => s.CreatedAt),
            Index<Sample>.On(s => s.State, s => s.CreatedAt),
            Index<Sample>.On(s => s.HasOpenRequests),
            Index<Sample>.Elements(s => s.Labels),
            Index<Sample>.On(s => s.Run!.Id, s => s.CreatedAt),
            Index<Sample>.On(s => s.Folder, s => s.CreatedAt),
            Index<Sample>.Elements(s => s.Readers),
            Index<Sample>.Elements(s => s.SubtractionIds),
            Index<Sample>.Text(s => s.Search))
        .AddCollection<SchemaVersion>(SchemaVersion.Collection)
        .AddCollection<ServerSettings>("settings")
        .AddCollection<RemoteUpdate>(RemoteUpdate.Collection, Index<RemoteUpdate>.On(u => u.ReferenceId, u => u.CreatedAt))
        .AddCollection<RemoteUpdateList>(RemoteUpdateList.Collection)
        .AddCollection<Software>("software")
        .AddCollection<Subtraction>("subtraction", Index<Subtraction>.Unique(s => s.Name))
        .AddCollection<TrashItem>("trash", Index<TrashItem>.On(t => t.RemovedAt), Index<TrashItem>.On(t => t.State), Index<TrashItem>.On(t => t.PurgeAt), Index<TrashItem>.Elements(t => t.Readers))
        .AddCollection<Upload>("uploads", Index<Upload>.On(u => u.CreatedAt), Index<Upload>.Elements(u => u.Readers))
        .AddCollection<Group>("groups", Index<Group>.Unique(g => g.NormalizedName))
        .AddCollection<ApiKey>("keys", Index<ApiKey>.Unique(k => k.Hash), Index<ApiKey>.Unique(k => k.User.Id, k => k.Name))
        .AddCollection<User>("users", Index<User>.Unique(u => u.NormalizedHandle))
        .AddCollection<WatchedFolder>("watched_folders", Index<WatchedFolder>.Unique(f => f.Path));

    /// <summary>The services of every concern; a <see cref="DataFolder"/>, a <see cref="ConfiguredLimits"/> (what appsettings.json gives) and a clock are needed beside them.</summary>
    public static IServiceCollection AddDomain(this IServiceCollection services)
    {
        services.AddCollections();
        services.AddSingleton(Machine.Read());
        services.AddSingleton<IMigration, ReadersMigration>();
        services.AddSingleton<IMigration, HistoryMigration>();
        services.AddSingleton<IMigration, LabelMigration>();
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
        services.AddSamples();
        services.AddAnalyses();
        services.AddSingleton<ReferenceService>();
        services.AddSingleton<ReferenceTasks>();
        services.AddSingleton<ReferenceAccess>();
        services.AddSingleton<RemoteTasks>();
        services.AddOtus();
        services.AddSingleton<TaskService>();
        services.AddSingleton<HmmService>();
        services.AddSingleton<HmmFolder>();
        services.AddSingleton<HmmTasks>();
        services.AddSingleton<HmmUses>();
        services.AddSingleton<HmmRemoval>();
        services.AddSingleton<BlastService>();
        services.AddSingleton<IndexService>();
        services.AddSingleton<SubtractionService>();
        services.AddSingleton<SubtractionRemoval>();
        services.AddSingleton<WatchingService>();
        services.AddAudit();
        services.AddSingleton<PrincipalNames>();
        services.AddSingleton<PrimaryGroups>();
        services.AddSingleton<Viewers>();
        services.AddSingleton<ViewerWatch>();
        services.AddScoped<UserService>();
        services.AddScoped<UserMaker>();
        services.AddScoped<PasswordSetter>();
        services.AddScoped<PasswordAttempts>();
        services.AddSingleton<NobodysPassword>();
        services.AddScoped<SignInService>();
        services.AddSingleton<UserTraceFinder>();
        services.AddScoped<UserDirectory>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<AccessSweep>();
        services.AddSingleton<GroupService>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<KeyService>();
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
