using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Trash;
using Virtool.Domain.Watching;
using Xunit;

namespace Virtool.App.Tests.Subtractions;

public sealed class SubtractionTests : PagesContext
{
    private static readonly Viewer Technician = new("user0002", "tom", Administrator: false, new HashSet<Permission> { Permission.ModifySubtraction });

    private SubtractionService Service => Services.GetRequiredService<SubtractionService>();

    private SubtractionRemoval Removal => Services.GetRequiredService<SubtractionRemoval>();

    [Fact]
    public async Task One_is_made_of_a_stored_genome_that_is_reserved_for_it()
    {
        var file = await GenomeAsync();
        var made = await Service.CreateAsync(Viewer.Server, new SubtractionDraft(" Tomato ", file.Id, " Solanum "), Cancellation);

        (made.Name, made.Nickname, made.Ready, made.File).ShouldBe(("Tomato", "Solanum", false, new Link(file.Id, file.Name)));
        (await Documents<StoredFile>().GetAsync(file.Id, Cancellation))!.Reserved.ShouldBeTrue();
        (await Documents<Job>().GetAsync(made.JobId, Cancellation))!.Subject.ShouldBe(new Subject("subtraction", made.Id, "Tomato"));
        await Should.ThrowAsync<BadRequestException>(() => Service.CreateAsync(Viewer.Server, new SubtractionDraft("Melon", file.Id), Cancellation));
        var other = await GenomeAsync("genome02");
        (await Should.ThrowAsync<BadRequestException>(() => Service.CreateAsync(Viewer.Server, new SubtractionDraft("TOMATO", other.Id), Cancellation))).Message.ShouldContain("already");
        await Should.ThrowAsync<BadRequestException>(() => Service.CreateAsync(Viewer.Server, new SubtractionDraft("Melon", "nothing0"), Cancellation));
        await Should.ThrowAsync<ValidationException>(() => Service.CreateAsync(Viewer.Server, new SubtractionDraft(" ", other.Id), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Service.CreateAsync(Technician with { Permissions = new HashSet<Permission>() }, new SubtractionDraft("Melon", other.Id), Cancellation));
    }

    [Fact]
    public async Task A_new_name_goes_with_it_into_samples_analyses_and_rules()
    {
        var host = await ReadyAsync();
        var other = new Link("other001", "Melon");
        await AddAsync(Made.Sample() with { Subtractions = [other, new Link(host.Id, host.Name)] });
        await AddAsync(Made.Analysis() with { Subtractions = [new Link(host.Id, host.Name)] });
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/watch", Rule = new ImportRule { Subtractions = [new Link(host.Id, host.Name), other] } });

        await Service.EditAsync(Technician, host.Id, new SubtractionEdit { Name = "Solanum lycopersicum" }, Cancellation);

        (await Documents<Sample>().GetAsync("sample01", Cancellation))!.Subtractions.Select(one => one.Name).ShouldBe(["Melon", "Solanum lycopersicum"]);
        (await Documents<Analysis>().GetAsync("analysis", Cancellation))!.Subtractions.Select(one => one.Name).ShouldBe(["Solanum lycopersicum"]);
        (await Documents<WatchedFolder>().GetAsync("folder01", Cancellation))!.Rule.Subtractions.Select(one => one.Name).ShouldBe(["Solanum lycopersicum", "Melon"]);
        (await Service.FindAsync(Technician, "Solanum lycopersicum", Cancellation)).Id.ShouldBe(host.Id);
        (await Service.EditAsync(Technician, host.Id, new SubtractionEdit { Nickname = "tomato" }, Cancellation)).Name.ShouldBe("Solanum lycopersicum");
    }

    [Fact]
    public async Task What_is_needed_is_not_deleted_and_each_reason_is_told()
    {
        var host = await ReadyAsync();
        var link = new Link(host.Id, host.Name);
        await AddAsync(Made.Sample() with
        {
            Subtractions = [link],
            Requested = [new AnalysisRequest("request1", "pathoscope", new Link("referenc", "Bee viruses"), [link], Made.Nina)],
            HasOpenRequests = true,
        });
        await AddAsync(Made.Analysis(AnalysisState.Pending) with { Subtractions = [link] });
        await AddAsync(new WatchedFolder { Id = "folder01", Path = "/data/watch", Rule = new ImportRule { Subtractions = [link] } });

        var refused = await Should.ThrowAsync<RefusedException>(() => Removal.RemoveAsync(Technician, host.Id, Cancellation));

        refused.Message.ShouldStartWith("Tomato cannot be deleted: 1 sample has it as a default subtraction.");
        refused.Message.ShouldContain("1 analysis that uses it is not done yet.");
        refused.Message.ShouldContain("1 analysis with it is wanted");
        refused.Message.ShouldContain("The rule of /data/watch gives it to new samples.");
        (await Documents<Subtraction>().GetAsync(host.Id, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_only_finished_analyses_used_goes_to_the_trash_and_comes_back_whole()
    {
        var host = await ReadyAsync();
        await AddAsync(Made.Analysis() with { Subtractions = [new Link(host.Id, host.Name)] });

        await Removal.RemoveAsync(Technician, host.Id, Cancellation);

        (await Documents<Subtraction>().GetAsync(host.Id, Cancellation)).ShouldBeNull();
        File.Exists(Data.SubtractionGenome(host.Id)).ShouldBeFalse();
        var item = (await Documents<TrashItem>().FindAsync(Filter.All, Cancellation)).ShouldHaveSingleItem();
        (item.Kind, item.Name).ShouldBe(("subtraction", "Tomato"));
        await Services.GetRequiredService<TrashService>().RestoreAsync(Viewer.Server, item.Id, Cancellation);
        Service.GenomeOf((await Documents<Subtraction>().GetAsync(host.Id, Cancellation))!).ShouldBe(Data.SubtractionGenome(host.Id));
    }

    [Fact]
    public async Task One_that_is_being_built_is_not_deleted_and_one_that_failed_is()
    {
        var made = await Service.CreateAsync(Viewer.Server, new SubtractionDraft("Tomato", (await GenomeAsync()).Id), Cancellation);
        (await Should.ThrowAsync<RefusedException>(() => Removal.RemoveAsync(Technician, made.Id, Cancellation))).Message.ShouldContain("It is being built.");
        Should.Throw<RefusedException>(() => Service.GenomeOf(made)).Message.ShouldContain("still being built");

        await Documents<Job>().UpdateAsync(made.JobId, job => job with { State = JobState.Error }, Cancellation);
        await Documents<Subtraction>().UpdateAsync(made.Id, subtraction => subtraction with { Error = "The disk is full." }, Cancellation);
        await Removal.RemoveAsync(Technician, made.Id, Cancellation);

        (await Documents<Subtraction>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        (await Documents<TrashItem>().CountAsync(cancellation: Cancellation)).ShouldBe(0);
        await Should.ThrowAsync<NotFoundException>(() => Removal.RemoveAsync(Technician, made.Id, Cancellation));
    }

    [Fact]
    public async Task Only_what_one_may_see_is_counted_as_using_it()
    {
        var host = await ReadyAsync();
        var link = new Link(host.Id, host.Name);
        await AddAsync(Made.Sample() with { Subtractions = [link] });
        await AddAsync(Made.Sample("sample02", "VT-0666") with { Subtractions = [link], Access = [], Readers = ["user:user0001"] });

        (await Service.SampleNamesAsync(Technician, host, 10, Cancellation)).Select(one => one.Name).ShouldBe(["VT-0412"]);
        (await Removal.ObstaclesAsync(host, Cancellation)).ShouldHaveSingleItem().ShouldStartWith("2 samples have it");
    }

    private DataFolder Data => Services.GetRequiredService<DataFolder>();

    private Task<StoredFile> GenomeAsync(string id = "genome01") =>
        AddAsync(new StoredFile { Id = id, Name = $"{id}.fa.gz", Type = FileType.Subtraction, Ready = true, Readers = RightsRules.Everyone });

    private async Task<Subtraction> ReadyAsync()
    {
        Directory.CreateDirectory(Data.Subtraction("host0001"));
        await File.WriteAllTextAsync(Data.SubtractionGenome("host0001"), "packed", Cancellation);
        return await AddAsync(new Subtraction { Id = "host0001", Name = "Tomato", File = new Link("genome01", "tomato.fa.gz"), User = Made.Nina, JobId = "job00001", Ready = true });
    }
}
