using Virtool.App.Tests.Components;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Workflows;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Settings;
using Virtool.Domain.Subtractions;
using Xunit;

namespace Virtool.App.Tests.Crashes.Steps;

/// <summary>Data folders with waiting jobs of every workflow, and what comes of them where no server is killed.</summary>
public sealed class PreparedFolders : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Genomes _genomes = new(20261122);

    // Of a virus that the reference does not have.
    private readonly string _unknown;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _undisturbed = [];

    /// <summary>Makes nothing yet.</summary>
    public PreparedFolders() => _unknown = _genomes.Coding(300);

    /// <summary>A sample, a subtraction and an index are to be made.</summary>
    internal string First => _folder.File("first");

    /// <summary>They are made, an analysis is to be, and the reads of another sample are to be replaced.</summary>
    internal string Second => _folder.File("second");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>They are made, and an analysis by NuVs is to be.</summary>
    internal string Third => _folder.File("third");

    internal async Task<string> ForAsync(string workflow)
    {
        if (workflow == AnalysisService.Nuvs)
        {
            await PrepareThirdAsync();
        }

        return workflow switch
        {
            AnalysisService.Nuvs => Third,
            AnalysisService.Pathoscope or SampleReplacements.Workflow => Second,
            _ => First,
        };
    }

    /// <summary>What comes of a prepared folder where no server is killed.</summary>
    internal IReadOnlyDictionary<string, string> Undisturbed(string prepared) => _undisturbed[prepared];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        RealTools.Need("bowtie2", "bowtie2-build", "flock");
        await PrepareFirstAsync();
        await using (var lab = await StepLab.OpenAsync(First))
        {
            await RunAsync(lab, First);
            await lab.MoveAsync(Second);
        }

        if (TestCounts.Long)
        {
            await using var made = await StepLab.OpenAsync(Second);
            await made.MoveAsync(Third);
        }

        await RequestAnalysisAsync();
        await using var second = await StepLab.OpenAsync(Second);
        await RunAsync(second, Second);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(StepLab lab, string prepared)
    {
        await using var server = await ServerProcess.StartAsync(lab.Folder, lab.Settings);
        await lab.CompleteAsync(() => server.Log);
        _undisturbed[prepared] = await lab.ResultAsync();
        await server.EndAsync();
    }

    // One thread a tool: with more, the order of the alignments is another in every run.
    private async Task PrepareFirstAsync()
    {
        await using var host = new WorkflowsHost(First);
        await host.Host.PrepareAsync();
        await host.Get<SettingsService>().UpdateLimitsAsync(Viewer.Server, new JobLimits { Proc = 1, Mem = 1 }, Cancellation);
        var (virus, chromosome) = (_genomes.Genome(1500), _genomes.Genome(3000));
        var relative = _genomes.Relative(virus, 0.03);
        (string First, string Second)[] pairs = [.. _genomes.Pairs(relative, 200), .. _genomes.Pairs(chromosome[..600], 50), .. _genomes.Pairs(_genomes.Genome(3000), 20), .. _genomes.Pairs(chromosome[600..], 50), .. _genomes.Pairs(_unknown, 250)];
        await host.LanesAsync(
            "Leaf",
            [
                await host.StoreAsync("L1_1.fq.gz", Mate(pairs.Take(100), 1, pair => pair.First)),
                await host.StoreAsync("L2_1.fq.gz", Mate(pairs.Skip(100), 1, pair => pair.First)),
            ],
            [
                await host.StoreAsync("L1_2.fq.gz", Mate(pairs.Take(100), 2, pair => pair.Second)),
                await host.StoreAsync("L2_2.fq.gz", Mate(pairs.Skip(100), 2, pair => pair.Second), measured: false),
            ]);
        var genome = await host.StoreAsync("host.fa.gz", ">chromosome\n" + chromosome + "\n", FileType.Subtraction);
        await host.Get<SubtractionService>().CreateAsync(Viewer.Server, "Host", genome.Id, "", Cancellation);
        var reference = await host.ReferenceAsync(
            new OtuDraft("Virus", "V", [Isolate("V0", virus), Isolate("V1", relative)]),
            new OtuDraft("Virus in the host", "H", [Isolate("H0", chromosome[..600] + _genomes.Genome(600))]));
        await host.Get<IndexService>().BuildAsync(Viewer.Server, reference.Id, Cancellation);
    }

    private async Task RequestAnalysisAsync()
    {
        await using var host = new WorkflowsHost(Second);
        await host.Host.PrepareAsync();
        var sample = (await host.All<Sample>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
        var reference = (await host.All<Reference>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
        var subtraction = (await host.All<Subtraction>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
        await RequestReplacementAsync(host);
        var draft = new AnalysisDraft(AnalysisService.Pathoscope, reference.Id) { SubtractionIds = [subtraction.Id], MapsWholeLibrary = true };
        await host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, draft, Cancellation);
    }

    // The assembly takes its time, so it is prepared where it is needed.
    private async Task PrepareThirdAsync()
    {
        if (_undisturbed.ContainsKey(Third))
        {
            return;
        }

        RealTools.Need("skewer", "spades.py", "hmmpress", "hmmscan", "hmmbuild", "mafft");
        await using (var host = new WorkflowsHost(Third))
        {
            await host.Host.PrepareAsync();
            var sample = (await host.All<Sample>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
            var reference = (await host.All<Reference>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
            await MadeProfiles.InstallAsync(host.Host.Services, Directory.CreateDirectory(_folder.File("profiles")).FullName, ("protein", MadeProfiles.Proteins([_unknown])));
            var subtraction = (await host.All<Subtraction>().FindAsync(Virtool.Data.Queries.Filter.All, Cancellation))[0];
            await host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, AnalysisService.Nuvs, reference.Id, [subtraction.Id], Cancellation);
        }

        await using var lab = await StepLab.OpenAsync(Third);
        await RunAsync(lab, Third);
    }

    // A sample that no job has made: there is one of each workflow.
    private static async Task RequestReplacementAsync(WorkflowsHost host)
    {
        var sample = await host.All<Sample>().InsertAsync(
            Made.Sample("replaced", "Bark") with { Paired = false, Files = [SampleRules.FileOf([new StoredFile { Id = "earlier1", Name = "bark.fq.gz", Size = 20 }], 1)] }, Cancellation);
        Directory.CreateDirectory(host.Data.Sample(sample.Id));
        await File.WriteAllBytesAsync(host.Data.Reads(sample.Id, 1), WorkflowsHost.Packed("@a\nACGT\n+\nIIII\n"), Cancellation);
        var reads = await host.StoreAsync("new.fq.gz", "@b\nACGTAC\n+\nIIIII#\n@c\nGG\n+\nII\n", FileType.SampleReplacement, measured: false);
        await host.Get<SampleReplacements>().ReplaceAsync(Viewer.Server, sample.Id, [reads.Id], Cancellation);
    }

    private static string Mate(IEnumerable<(string First, string Second)> pairs, int mate, Func<(string First, string Second), string> sequence) =>
        WorkflowsHost.Fastq(pairs.Select((pair, at) => ($"{pair.First[..8]}.{at}/{mate}", sequence(pair))));

    private static IsolateDraft Isolate(string name, string sequence) => new("isolate", name, [new SequenceDraft($"{name}.1", name, sequence)]);
}
