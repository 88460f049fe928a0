using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Bio.Orfs;
using Virtool.Bio.Quality;
using Virtool.Bio.Sequences;
using Virtool.Domain.Analyses;
using Virtool.Domain.Hmms;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Jobs.Processes;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>Analyses by NuVs whose tools are played: two contigs of six come out that have reading frames, and a profile is found in one.</summary>
internal sealed class PlayedNuvs : IAsyncDisposable
{
    public const string Reads = "@r0;1\nACGTACGT\n+\nIIIIIII5\n@r1;1\nACGTACGT\n+\nIIIIIII5\n@r2;1\nACGTACGT\n+\nIIIIIII5\n";

    public static readonly string Long = string.Concat(Enumerable.Repeat("GCA", 120));

    public static readonly string Exact = string.Concat(Enumerable.Repeat("GCA", 100));

    private readonly TemporaryFolder _folder = new();
    private Reference? _reference;

    public PlayedNuvs() => Host = new WorkflowsHost(_folder.Path);

    public WorkflowsHost Host { get; }

    public List<ToolCommand> Calls { get; } = [];

    /// <summary>What skewer leaves of each mate.</summary>
    public string Trimmed { get; set; } = Reads;

    /// <summary>What is left after each elimination.</summary>
    public string Unmapped { get; set; } = "@1/2\nACGTACGT\n+\nIIIIIII5\n";

    /// <summary>What SPAdes leaves in its folder.</summary>
    public Dictionary<string, string> Spades { get; } = new()
    {
        ["spades.log"] = "",
        ["contigs.fasta"] = ">NODE_9\nAC\n",
        ["scaffolds.fasta"] = $">NODE_1 first\n{new string('A', 99)}\n>NODE_2\n{Long.ToLowerInvariant()}\n>NODE_3\n{Exact}\n>NODE_4\n{Exact[1..]}\n",
    };

    /// <summary>How SPAdes ends; null: well.</summary>
    public ToolResult? SpadesEnds { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IEnumerable<string> Lines => Calls.Select(call => call.ToString()).Distinct();

    /// <summary>Makes the host ready, with profiles installed.</summary>
    public async ValueTask StartAsync()
    {
        await Host.Host.PrepareAsync();
        await InstallAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A sample with its reads.</summary>
    public async Task<Sample> SampleAsync(string name = "a", int mates = 2, string reads = Reads)
    {
        var files = new List<Domain.Files.StoredFile>();
        for (var mate = 1; mate <= mates; mate++)
        {
            files.Add(await Host.StoreAsync($"{mate}.fq.gz", reads));
        }

        var creation = await Host.SampleAsync(name, files);
        await Host.RunAsync(creation.Job, WorkflowsHost.NoTools);
        return await Host.ReadAsync<Sample>(creation.Sample.Id);
    }

    public async Task<Analysis> AnalysisAsync(Sample sample, string id = "analysis", params string[] hosts)
    {
        var reference = await ReferenceAsync();
        var request = new AnalysisRequest(id, AnalysisService.Nuvs, new Link(reference.Id, reference.Name), [.. hosts.Select(one => new Link(one, one))], WorkflowsHost.User);
        return (await Host.Get<AnalysisService>().TryFulfilAsync(await Host.ReadAsync<Sample>(sample.Id), request, Cancellation)).ShouldNotBeNull();
    }

    public async Task<Job> JobAsync(Analysis analysis) => await Host.JobAsync(analysis.JobId);

    public async Task RunAsync(Analysis analysis, string? last = null, int attempt = 1, string? first = null) =>
        await Host.RunAsync(await JobAsync(analysis), PlayAsync, last, attempt, first);

    /// <summary>Plays a tool.</summary>
    public async Task PlayAsync(ToolCommand command)
    {
        Calls.Add(command);
        await (command.Tool switch
        {
            "skewer" => TrimAsync(command),
            "spades.py" => AssembleAsync(command),
            "bowtie2-build" => WorkflowsHost.FakeBuilder(command),
            "hmmpress" => File.WriteAllTextAsync($"{command.Arguments[^1]}.h3m", "", Cancellation),
            "hmmscan" => ScanAsync(command),
            _ => ComputeAsync(command),
        });
    }

    /// <summary>Installs a set of two profiles, of which the second has no annotation.</summary>
    private async Task InstallAsync()
    {
        const string Text = "two profiles";
        Directory.CreateDirectory(Path.GetDirectoryName(Host.Data.Profiles)!);
        await File.WriteAllTextAsync(Host.Data.Profiles, Text, Cancellation);
        await Host.All<Hmm>().InsertAsync(new Hmm { Id = "hmm00007", Set = "set00001", Cluster = 7, Names = ["coat protein"], Families = new Dictionary<string, int> { ["Secoviridae"] = 3 } }, Cancellation);
        await Host.All<HmmStatus>().InsertAsync(
            new HmmStatus
            {
                Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Source = "v1.0.0", Count = 2, Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text))),
            },
            Cancellation);
    }

    private async Task TrimAsync(ToolCommand command)
    {
        var prefix = After(command, "-o");
        string[] made = After(command, "-m") == "pe" ? ["pair1.", "pair2."] : [""];
        foreach (var mate in made)
        {
            await File.WriteAllBytesAsync($"{prefix}-trimmed{(mate.Length > 0 ? "-" : "")}{mate.TrimEnd('.')}.fastq.gz", WorkflowsHost.Packed(Trimmed), Cancellation);
        }

        await File.WriteAllTextAsync($"{prefix}-trimmed.log", "trimmed", Cancellation);
    }

    private async Task AssembleAsync(ToolCommand command)
    {
        var folder = After(command, "-o");
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in Spades)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, Cancellation);
        }

        if (SpadesEnds is { } end)
        {
            throw new ToolFailedException("spades.py", end);
        }
    }

    private static Task ScanAsync(ToolCommand command) => File.WriteAllTextAsync(
        After(command, "--tblout"),
        """
        # target name
        vFam_8 - sequence_0.0 - 1e-2 20.0 0.1 1e-2 19.0 0.2 1.0 1 0 0 1 1 1 1 -
        vFam_7 - sequence_0.0 - 1e-40 140.5 1.5 1e-39 139.5 1.25 1.0 1 0 0 1 1 1 1 -
        other - sequence_1.0 - 1e-2 20.0 0.1 1e-2 19.0 0.2 1.0 1 0 0 1 1 1 1 -
        # Program:         hmmscan
        # Query file:      /secret/orfs.fa
        # Current dir:     /secret
        # [ok]

        """.TrimEnd() + "\n",
        Cancellation);

    private async Task ComputeAsync(ToolCommand command)
    {
        command.Tool.ShouldBe("virtool");
        var output = command.OutputFile.ShouldNotBeNull();
        switch (command.Arguments[1])
        {
            case "quality":
                command.Arguments[2].ShouldBe("--mates");
                await File.WriteAllTextAsync(output, JsonSerializer.Serialize(command.Arguments.Skip(3).Select(path => ReadsMeasure.Of(File.OpenRead(path), Cancellation))), Cancellation);
                break;
            case "aligned":
                await File.WriteAllTextAsync(After(command.Source!, "--un"), Unmapped, Cancellation);
                await File.WriteAllTextAsync(output, """{"reads":1}""", Cancellation);
                break;
            case "reunite":
                await File.WriteAllTextAsync(After(command, "--first"), "@1/1\nACGTACGT\n+\nIIIIIII5\n", Cancellation);
                await File.WriteAllTextAsync(After(command, "--second"), "@1/2\nACGTACGT\n+\nIIIIIII5\n", Cancellation);
                await File.WriteAllTextAsync(output, """{"pairs":1}""", Cancellation);
                break;
            case "orfs":
                await File.WriteAllTextAsync(output, JsonSerializer.Serialize(FastaReader.ReadAll(File.OpenRead(command.Arguments[2])).Select(record => new { id = record.Id, orfs = OrfFinder.Find(record.Sequence) })), Cancellation);
                break;
            case "depths":
                await File.WriteAllTextAsync(After(command, "--depth"), "{\n\"sequence_0\":{\"median\":2,\"align\":[[0,2],[359,2]]}\n}\n", Cancellation);
                await File.WriteAllTextAsync(output, """{"sequence_0":{"reads":2,"coverage":1,"depth":2.5,"median_depth":2},"sequence_1":{"reads":0,"coverage":0,"depth":0,"median_depth":0}}""", Cancellation);
                break;
            default:
                throw new InvalidOperationException(command.ToString());
        }
    }

    private async Task<Reference> ReferenceAsync()
    {
        if (_reference is null)
        {
            _reference = await Host.ReferenceAsync(new OtuDraft("A", "A", [new IsolateDraft("isolate", "A0", [new SequenceDraft("A0.1", "A0", "ACGACG")])]));
            var index = await Host.Get<IndexService>().BuildAsync(Viewer.Server, _reference.Id, Cancellation);
            await Host.RunAsync(await Host.JobAsync(index.JobId), WorkflowsHost.FakeBuilder);
        }

        return _reference;
    }

    public static string Unpacked(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string After(ToolCommand command, string option) => command.Arguments[command.Arguments.ToList().IndexOf(option) + 1];
}
