using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Rights;

public sealed class ReadersTests
{
    private static readonly string[] People = [Principals.Everyone, Principals.User("bob"), Principals.User("mia"), Principals.Group("virology")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_at_once_what_depends_on_a_sample_has_its_readers(int seed)
    {
        await using var host = await new RightsHost().StartAsync();
        await FollowAsync(host, seed);
    }

    [Fact]
    public async Task Whatever_happens_at_once_on_MongoDB_what_depends_on_a_sample_has_its_readers()
    {
        await using var database = await MongoDatabase.MakeAsync();
        await using var host = await new RightsHost(new DatabaseOptions { ConnectionString = database.Address, Name = database.Name }).StartAsync();
        await FollowAsync(host, seed: 4);
    }

    private static async Task FollowAsync(RightsHost host, int seed)
    {
        var reference = await host.ReferenceAsync();
        Sample[] samples = [await host.SampleAsync("VT-1"), await host.SampleAsync("VT-2")];

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(() => WriteAsync(host, reference, samples, new Random((seed * 100) + writer)), Cancellation)));

        var analyses = await host.All<Analysis>().FindAsync(Filter.All, Cancellation);
        var jobs = await host.All<Job>().FindAsync(Filter.All, Cancellation);
        var imports = await host.All<Import>().FindAsync(Filter.All, Cancellation);
        var files = await host.All<StoredFile>().FindAsync(Filter.All, Cancellation);
        analyses.Count.ShouldBeGreaterThan(10);
        foreach (var sample in await host.All<Sample>().FindAsync(Filter.All, Cancellation))
        {
            sample.Readers.ShouldBe(RightsRules.ReadersOf(sample.User, sample.Access));
            var made = analyses.Where(analysis => analysis.Sample.Id == sample.Id).ToArray();
            var imported = imports.Where(import => import.SampleId == sample.Id).ToArray();
            IReadable[] dependents =
            [
                .. made,
                .. jobs.Where(job => job.Subject.Id == sample.Id || made.Any(analysis => analysis.Id == job.Subject.Id)),
                .. imported,
                .. imports.Where(import => imported.Any(one => one.Id == import.SameAs)),
                .. files.Where(file => file.SampleId == sample.Id),
            ];
            dependents.Length.ShouldBe((2 * made.Length) + 7);
            dependents.ShouldAllBe(one => one.Readers.SequenceEqual(sample.Readers));
        }
    }

    [Fact]
    public async Task Jobs_of_an_index_have_the_readers_of_its_reference()
    {
        await using var host = await new RightsHost().StartAsync();
        var reference = await host.Get<ReferenceService>().CreateAsync(Viewer.Server, "Bee viruses", cancellation: Cancellation);
        await host.Get<OtuService>().CreateAsync(
            Viewer.Server, reference.Id, new OtuDraft("Deformed wing virus", "DWV", [new IsolateDraft("isolate", "A", [new SequenceDraft("NC_1", "", "ACGT")])]), Cancellation);
        await host.Get<ReferenceAccess>().ChangeAsync(Viewer.Server, reference.Id, _ => [new Virtool.Domain.Rights.Access(Principals.User("bob"), [Right.Read, Right.Build])], Cancellation);

        var index = await host.Get<IndexService>().BuildAsync(Person("bob"), reference.Id, Cancellation);

        var readers = new[] { Principals.User("bob"), Principals.User("server") };
        (await host.All<Job>().GetAsync(index.JobId, Cancellation))!.Readers.ShouldBe(readers);
        await host.Get<ReferenceAccess>().ChangeAsync(Viewer.Server, reference.Id, _ => [], Cancellation);
        (await host.All<Job>().GetAsync(index.JobId, Cancellation))!.Readers.ShouldBe([Principals.User("server")]);
        await Should.ThrowAsync<NotFoundException>(() => host.Get<IndexService>().GetAsync(Person("bob"), index.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => host.Get<IndexService>().BuildAsync(Person("bob"), reference.Id, Cancellation));
    }

    [Fact]
    public async Task What_one_may_see_but_not_change_is_refused_and_what_one_may_not_see_is_not_there()
    {
        await using var host = await new RightsHost().StartAsync();
        var reference = await host.ReferenceAsync();
        var sample = await host.SampleAsync("VT-1");
        var bob = Person("bob");
        var access = host.Get<SampleAccess>();
        var analyses = host.Get<AnalysisService>();

        await Should.ThrowAsync<NotPermittedException>(() => access.ChangeAsync(bob, sample.Id, now => now, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => analyses.RequestAsync(bob, sample.Id, AnalysisService.Pathoscope, reference.Id, [], Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => host.Get<IndexService>().BuildAsync(bob, reference.Id, Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => host.Get<OtuService>().CreateAsync(bob, reference.Id, new OtuDraft("A", "", []), Cancellation));

        var nina = Person(sample.User.Id);
        await access.ChangeAsync(nina, sample.Id, _ => [new Virtool.Domain.Rights.Access(Principals.Everyone, [Right.Read, Right.Write])], Cancellation);
        var analysis = await analyses.RequestAsync(bob, sample.Id, AnalysisService.Pathoscope, reference.Id, [], Cancellation);

        await access.ChangeAsync(nina, sample.Id, _ => [], Cancellation);
        await Should.ThrowAsync<NotFoundException>(() => access.ChangeAsync(bob, sample.Id, now => now, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => analyses.RequestAsync(bob, sample.Id, AnalysisService.Pathoscope, reference.Id, [], Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => analyses.GetAsync(bob, analysis.Id, Cancellation));
        await Should.ThrowAsync<NotFoundException>(() => host.Get<JobService>().GetAsync(bob, analysis.JobId, Cancellation));
        (await analyses.GetAsync(nina, analysis.Id, Cancellation)).Id.ShouldBe(analysis.Id);
    }

    [Fact]
    public async Task A_new_sample_is_what_the_settings_say()
    {
        await using var host = await new RightsHost().StartAsync();
        (await host.SampleAsync("VT-1")).Readers.ShouldBe([Principals.Everyone, Principals.User("user0001")]);
        await host.All<Virtool.Domain.Settings.ServerSettings>().InsertAsync(
            new Virtool.Domain.Settings.ServerSettings { Id = Virtool.Domain.Settings.ServerSettings.OnlyId, SampleAllRead = false }, Cancellation);
        var secret = await host.SampleAsync("VT-2");
        secret.Readers.ShouldBe([Principals.User("user0001")]);
        secret.Access.ShouldBeEmpty();
        (await host.All<Job>().GetAsync(secret.JobId!, Cancellation))!.Readers.ShouldBe(secret.Readers);
    }

    private static Viewer Person(string id) => new(id, id, Administrator: false, new HashSet<Permission>());

    private static async Task WriteAsync(RightsHost host, Reference reference, Sample[] samples, Random random)
    {
        for (var step = 0; step < 12; step++)
        {
            var sample = random.GetItems(samples, 1)[0];
            switch (random.Next(4))
            {
                case 0:
                    var access = People.Where(_ => random.Next(2) == 0).Select(one => new Virtool.Domain.Rights.Access(one, [Right.Read])).ToArray();
                    await host.Get<SampleAccess>().ChangeAsync(Viewer.Server, sample.Id, _ => access, Cancellation);
                    break;
                case 1:
                    await host.Get<AnalysisService>().RequestAsync(Viewer.Server, sample.Id, AnalysisService.Pathoscope, reference.Id, [], Cancellation);
                    break;
                case 2:
                    await TouchAsync<Job>(host, random, job => job with { Progress = random.NextDouble() });
                    break;
                default:
                    await TouchAsync<Analysis>(host, random, analysis => analysis with { State = AnalysisState.Ready });
                    break;
            }
        }
    }

    /// <summary>What workflows and the scheduler do: a change of another field.</summary>
    private static async Task TouchAsync<T>(RightsHost host, Random random, Func<T, T> change)
        where T : Document
    {
        var all = await host.All<T>().FindAsync(Filter.All, Cancellation);
        if (all.Count > 0)
        {
            await host.All<T>().UpdateAsync(random.GetItems(all.ToArray(), 1)[0].Id, change, Cancellation);
        }
    }
}
