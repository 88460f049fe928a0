using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Components;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Checks;
using Virtool.Domain.Files;
using Virtool.Domain.Groups;
using Virtool.Domain.History;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Keys;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.Quality;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Tasks;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;
using Virtool.Domain.Uploads;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;
using Xunit;
using IChangeFeed = Virtool.Data.Changes.IChangeFeed;
using Position = Virtool.Data.Changes.Position;

namespace Virtool.App.Tests.Rights.Table;

/// <summary>A server with a shared sample and all that depends on it, and a client for each <see cref="Who"/>.</summary>
internal sealed class RightsLab : IAsyncDisposable
{
    /// <summary>In the name of the sample and of all that is called after it.</summary>
    public const string Secret = "VT-0666";

    private const string Name = Secret + " secret";
    private const string AllKey = "vt_all00000000000000000000000000000";
    private const string NoneKey = "vt_none0000000000000000000000000000";

    private readonly Dictionary<Who, HttpClient> _clients = [];
    private Link _nina = null!;
    private Position? _reset;
    private Access[] _access = [];
    private Access[] _referenceAccess = [];

    /// <summary>The server.</summary>
    public ServerFactory Server { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The client of one who asks.</summary>
    public HttpClient Of(Who who) => _clients[who];

    /// <summary>Starts the server, and signs everybody in.</summary>
    public async Task<RightsLab> StartAsync()
    {
        _clients[Who.Anonymous] = Client();
        await All<Group>().InsertAsync(new Group { Id = "staff000", Name = "Staff", NormalizedName = "STAFF", Permissions = Enum.GetValues<Permission>() }, Cancellation);
        await All<Group>().InsertAsync(new Group { Id = "virology", Name = "Virology", NormalizedName = "VIROLOGY", Permissions = Enum.GetValues<Permission>() }, Cancellation);
        await SignInAsync(Who.Stranger, "sven");
        await SignInAsync(Who.Colleague, "cora", "staff000");
        var reader = await SignInAsync(Who.Reader, "rita");
        var writer = await SignInAsync(Who.Writer, "walt");
        var owner = await SignInAsync(Who.Owner, "nina", "staff000");
        await SignInAsync(Who.Member, "mia", "virology");
        await SignInAsync(Who.Administrator, "root", administrator: true);
        _nina = new Link(owner.Id, owner.Handle);
        _access =
        [
            new Access(Principals.User(reader.Id), [Right.Read]),
            new Access(Principals.User(writer.Id), [Right.Read, Right.Write]),
            new Access(Principals.Group("virology"), [Right.Read, Right.Write]),
        ];
        Right[] all = [Right.Read, Right.Build, Right.Modify, Right.ModifyOtu, Right.Remove];
        _referenceAccess = [new Access(Principals.User(reader.Id), [Right.Read]), new Access(Principals.User(writer.Id), all), new Access(Principals.Group("virology"), all)];
        _clients[Who.Key] = WithKey(AllKey);
        _clients[Who.BareKey] = WithKey(NoneKey);
        await ResetAsync();
        return this;
    }

    /// <summary>Makes everything as it was, whatever a request did to it.</summary>
    public async Task ResetAsync()
    {
        var feed = Server.Services.GetRequiredService<IChangeFeed>();
        if (_reset == feed.Position)
        {
            return;
        }

        await PutAllAsync();
        _reset = feed.Position;
    }

    private async Task PutAllAsync()
    {
        var readers = RightsRules.ReadersOf(_nina, _access);
        var search = Name.ToLowerInvariant();
        await PutAsync(Made.Sample(name: Name) with { User = _nina, Access = _access, Readers = readers, Search = search, JobId = "job00001", Files = [new SampleFile("reads_1.fq.gz", 4, 1, "", new SourceFile("", "reads_1.fq.gz", 0))] });
        await PutAsync(new ReadQuality { Id = "sample01", Count = 10 });
        await PutAsync(Made.Analysis() with { Sample = new Link("sample01", Name), User = _nina, Readers = readers });
        await PutAsync(Made.Result());
        await PutAsync(new AnalysisViruses { Id = "analysis", RuleVersion = 1, Viruses = [new FoundVirus("dwv", "Deformed wing virus", "DWV")] });
        await PutContigsAsync(readers);
        await PutAsync(Made.Job(JobState.Complete) with { User = _nina, Subject = new Subject("analyses", "analysis", $"{Name} / Bee viruses"), Readers = readers, Search = search });
        // A document without its file is taken away by the server.
        var data = Server.Services.GetRequiredService<DataFolder>();
        Directory.CreateDirectory(data.Files);
        Directory.CreateDirectory(data.Sample("sample01"));
        await File.WriteAllTextAsync(data.Reads("sample01", 1), Name, Cancellation);
        await File.WriteAllTextAsync(data.FilePath("file0001"), Name, Cancellation);
        await PutAsync(new StoredFile { Id = "file0001", Name = $"{Name}.fq.gz", Ready = true, Type = FileType.Reads, SampleId = "sample01", Readers = readers, Search = search });
        await PutAsync(new Import { Id = "import01", FolderId = "watch", Name = $"{Name}.fq.gz", Identity = "1", State = ImportState.Stored, Settled = true, SampleId = "sample01", Readers = readers, Search = search });
        await PutAsync(new Import { Id = "import02", FolderId = "watch", Name = $"{Name} broken.fq.gz", Identity = "2", User = _nina, State = ImportState.Quarantined, Problem = "damaged", Settled = true, Readers = readers, Search = search });
        await PutAsync(new TrashItem { Id = "trash001", Name = $"{Name}.fq.gz", Kind = "reads", From = "files/gone", Place = "trash001/gone", Why = $"{Name} was removed.", PurgeAt = DateTimeOffset.MaxValue, Readers = readers });
        await PutAsync(new Upload { Id = "upload01", Name = $"{Name}.fq.gz", User = _nina, Readers = [Principals.User(_nina.Id)], ExpiresAt = DateTimeOffset.MaxValue });
        await PutAsync(new WatchedFolder { Id = "folder01", Path = "/nowhere/at/all", Enabled = false });
        await KeepAlignmentsAsync(data.Analysis("sample01", "analysis"));
        await PutAsync(Reference("refer001", readers));
        await PutAsync(Reference("refer002", readers) with { TaskId = "task0001" });
        await PutAsync(new Group { Id = "group009", Name = "Zoology", NormalizedName = "ZOOLOGY" });
        await PutAsync(LabelRules.Create("label001", "survey", _nina, default));
        await PutAsync(new User { Id = "user0009", Handle = "zoe", NormalizedHandle = "ZOE" });
        await PutAsync(new Subtraction { Id = "host0001", Name = "Tomato", File = new Link("genome01", "tomato.fa.gz"), User = _nina, JobId = "job00011", Error = "The disk is full." });
        await PutAsync(new Hmm { Id = "hmm00001", Cluster = 1, Names = ["Coat protein"] });
        await PutReferenceAsync();
        await PutAsync(Key(AllKey, "all", Enum.GetValues<Permission>()));
        await PutAsync(Key(NoneKey, "none", []));
    }

    /// <summary>Another analysis of the sample, by NuVs, and the trimmed reads that it was made of.</summary>
    private async Task PutContigsAsync(IReadOnlyList<string> readers)
    {
        var data = Server.Services.GetRequiredService<DataFolder>();
        var sample = new Link("sample01", Name);
        await PutAsync(Made.Analysis() with { Id = "nuvs0001", Workflow = AnalysisService.Nuvs, Sample = sample, User = _nina, Readers = readers, CacheId = "sample01-cache", ContigCount = 1 });
        await PutAsync(new NuvsResult { Id = "nuvs0001", Contigs = [new Contig(0, "ACGT", [new Virtool.Domain.Analyses.Contigs.Orf(0, "T", 0, 1, 0, 3, [])])] });
        await PutAsync(new TrimmedReads
        {
            Id = "sample01-cache", Sample = sample, Program = "skewer-0.2.2", Parameters = new TrimParameters("any", 35), JobId = "job00001", Ready = true, Readers = readers,
            Files = [new SampleFile("reads_1.fq.gz", 4, 1, "", new SourceFile("", "reads_1.fq.gz", 0))],
        });
        Directory.CreateDirectory(data.Trimmed("sample01", "job00001"));
        await File.WriteAllTextAsync(Path.Combine(data.Trimmed("sample01", "job00001"), "reads_1.fq.gz"), Name, Cancellation);
        Directory.CreateDirectory(data.Analysis("sample01", "nuvs0001"));
        await File.WriteAllTextAsync(Path.Combine(data.Analysis("sample01", "nuvs0001"), ContigFiles.Assembly), Name, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(data.Analysis("sample01", "nuvs0001"), ContigFiles.Hits), Name, Cancellation);
    }

    /// <summary>Makes it so that a check of the files goes on: one that the server has not begun, and so never ends.</summary>
    public async Task CheckingAsync()
    {
        await Waiting.UntilAsync(async () => await All<CheckRun>().GetAsync(CheckRun.OnlyId, Cancellation) is not { State: CheckState.Requested or CheckState.Running } run || run.By == _nina);
        await PutAsync(new CheckRun { Id = CheckRun.OnlyId, State = CheckState.Running, By = _nina });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await Server.DisposeAsync();
    }

    /// <summary>The files of the analysis: alignments of no reads.</summary>
    private static async Task KeepAlignmentsAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, AnalysisFiles.Depth), "{}", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, AnalysisFiles.AlignmentsIndex), "BAI\u0001\0\0\0\0", Cancellation);
        await using var packed = new GZipStream(File.Create(Path.Combine(folder, AnalysisFiles.Alignments)), CompressionLevel.Fastest);
        await packed.WriteAsync("BAM\u0001\0\0\0\0\0\0\0\0"u8.ToArray(), Cancellation);
    }

    /// <summary>A reference with one virus, which can be edited, taken back and built.</summary>
    private async Task PutReferenceAsync()
    {
        foreach (var change in await All<Change>().FindAsync(Where<Change>.Is(change => change.ReferenceId, "referen1"), Cancellation))
        {
            await All<Change>().DeleteAsync(change.Id, Cancellation);
        }

        foreach (var index in await All<ReferenceIndex>().FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, "referen1"), Cancellation))
        {
            await All<ReferenceIndex>().DeleteAsync(index.Id, Cancellation);
        }

        foreach (var otu in await All<Otu>().FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, "referen1"), Cancellation))
        {
            await All<Otu>().DeleteAsync(otu.Id, Cancellation);
        }

        var reference = new Link("referen1", $"{Name} viruses");
        var readers = RightsRules.ReadersOf(_nina, _referenceAccess);
        await PutAsync(new Reference
        {
            Id = reference.Id, Name = reference.Name, User = _nina, Access = _referenceAccess, Readers = readers, OtuCount = 1, Changes = 2, Built = 1, LatestIndex = new IndexLink("index009", 0),
        });
        await PutAsync(OtuRules.Settled(new JoinedOtu(
            new Otu { Id = "virus001", Name = $"{Name} virus", LowerName = "", Reference = reference, Version = 1, Isolates = [new Isolate("isolate1", "isolate", "A", true)] },
            [Nucleotides])).Otu);
        await PutAsync(Nucleotides);
        await PutAsync(new Change { Id = "virus001.0", Number = 1, MethodName = ChangeMethod.Create, Description = $"Created {Name} virus", User = _nina, ReferenceId = reference.Id, Otu = new Link("virus001", Name) });
        await PutAsync(new Change
        {
            Id = "virus001.1", Number = 2, MethodName = ChangeMethod.Edit, Description = "Changed taxon", User = _nina, ReferenceId = reference.Id, Otu = new Link("virus001", Name), OtuVersion = 1,
        });
        await PutAsync(new ReferenceIndex { Id = "index009", Reference = reference, User = _nina, JobId = "job00009", Ready = true, ThroughChange = 1, ChangeCount = 1, OtuCount = 1 });
        // So that nobody's request begins a build, which would go on beside the next ones.
        await PutAsync(new ReferenceIndex { Id = "index010", Version = 1, Reference = reference, User = _nina, JobId = "job00010", ThroughChange = 1 });
        await PutAsync(new IndexManifest { Id = "index009", ReferenceId = reference.Id, Otus = new Dictionary<string, int> { ["virus001"] = 0 } });
        await PutAsync(new ServerTask { Id = "task0001", Type = "unknown", Subject = new Subject("references", reference.Id, reference.Name), State = TaskState.Complete, User = _nina, Readers = readers });
    }

    private static Sequence Nucleotides => new()
    {
        Id = "sequenc1", Accession = "AB000001.1", Nucleotides = "ACGT", Length = 4, OtuId = "virus001", IsolateId = "isolate1", ReferenceId = "referen1",
    };

    private Collection<T> All<T>()
        where T : Document => Server.Services.GetRequiredService<Collection<T>>();

    private async Task PutAsync<T>(T document)
        where T : Document
    {
        if (await All<T>().GetAsync(document.Id, Cancellation) is { } stands)
        {
            if (JsonNode.DeepEquals(Tree(stands), Tree(document)))
            {
                return;
            }

            await All<T>().DeleteAsync(document.Id, Cancellation);
        }

        await All<T>().InsertAsync(document, Cancellation);
    }

    /// <summary>All of it but how often it was written.</summary>
    private static JsonObject Tree(Document document)
    {
        var tree = JsonSerializer.SerializeToNode(document, document.GetType(), Json.Stored)!.AsObject();
        tree.Remove("_revision");
        return tree;
    }

    private HttpClient Client() => Server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private async Task<User> SignInAsync(Who who, string handle, string? group = null, bool administrator = false)
    {
        _clients[who] = await Server.SignInAsync(handle, administrator, Cancellation);
        var user = await All<User>().FirstAsync(Virtool.Data.Queries.Where<User>.Is(one => one.Handle, handle), Cancellation);
        return (await All<User>().UpdateAsync(user!.Id, one => one with { Groups = group is null ? [] : [group] }, Cancellation))!;
    }

    // Shared as the sample is: who may change that may do everything with this.
    private Reference Reference(string id, IReadOnlyList<string> readers) => new()
    {
        Id = id,
        Name = Name,
        User = _nina,
        Readers = readers,
        Search = Name.ToLowerInvariant(),
        Access =
        [
            .. _access.Select(access => access.Rights.Contains(Right.Write) ? access with { Rights = [Right.Read, Right.Build, Right.Modify, Right.ModifyOtu, Right.Remove] } : access),
            new Access(Principals.User("user0009"), [Right.Build]),
            new Access(Principals.Group("group008"), [Right.Build]),
        ],
    };

    private ApiKey Key(string raw, string name, IReadOnlyList<Permission> permissions) => new()
    {
        Id = $"key-{name}",
        Name = name,
        User = _nina,
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw))),
        Start = raw[..7],
        Permissions = permissions,
    };

    private HttpClient WithKey(string raw)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", raw);
        return client;
    }
}
