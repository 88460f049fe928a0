using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Files;

public sealed class DiskRoomTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeDisk _disk = new();
    private readonly ServiceProvider _services;

    public DiskRoomTests()
    {
        var data = new DataFolder(_folder.Path);
        _services = new ServiceCollection()
            .AddLogging()
            .AddData(_folder.Path, new DatabaseOptions())
            .AddSingleton(data)
            .AddSingleton(_disk.Of(data))
            .AddSingleton(new ConfiguredLimits { Files = new FileSettings { TrashDays = 7 } })
            .AddSingleton(TimeProvider.System)
            .AddDomain()
            .BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DiskRoom Room => _services.GetRequiredService<DiskRoom>();

    private SettingsService Settings => _services.GetRequiredService<SettingsService>();

    public async ValueTask InitializeAsync() => await _services.EnsureCollectionsAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task There_is_room_as_long_as_the_margin_stays_free_and_who_listens_is_told_when_that_ends()
    {
        var told = new List<bool>();
        Room.Changed += (_, _) => told.Add(Room.IsShort);
        (await Room.LookAsync(Cancellation)).IsShort.ShouldBeFalse();
        Room.Has(95 * VolumeSpace.Gigabyte).ShouldBeTrue();
        Room.Has((95 * VolumeSpace.Gigabyte) + 1).ShouldBeFalse();
        Room.WhyNot("A.fq.gz", 96 * VolumeSpace.Gigabyte).ShouldBe(
            "A.fq.gz waits for free disk space: it takes 96 GB, 100 GB is free, 5 GB are kept. Make room, or lower the margin in Settings; it goes on by itself.");
        told.ShouldBeEmpty();

        _disk.FreeGigabytes = 3.2;
        await Room.LookAsync(Cancellation);
        (Room.IsShort, Room.Words).ShouldBe((true, "3.2 GB is free, 5 GB are kept"));
        Room.Has(0).ShouldBeFalse();
        await Room.LookAsync(Cancellation);
        told.ShouldBe([true]);

        // A little above the margin is not yet room again: each file that comes would end it.
        _disk.FreeGigabytes = 5.1;
        (await Room.LookAsync(Cancellation)).IsShort.ShouldBeTrue();
        _disk.FreeGigabytes = 5.3;
        (await Room.LookAsync(Cancellation)).IsShort.ShouldBeFalse();
        told.ShouldBe([true, true, false]);
    }

    [Fact]
    public async Task What_fits_one_by_one_does_not_fit_together_and_what_is_written_is_not_counted_twice()
    {
        await Room.LookAsync(Cancellation);
        using var first = Room.TryReserve(60 * VolumeSpace.Gigabyte).ShouldNotBeNull();
        Room.Has(60 * VolumeSpace.Gigabyte).ShouldBeFalse();
        Room.WhyNot("A.fq.gz", 60 * VolumeSpace.Gigabyte)!.ShouldContain("100 GB is free, 5 GB are kept, and 60 GB are kept for what is coming in.");
        Room.TryReserve(36 * VolumeSpace.Gigabyte).ShouldBeNull();
        using var second = Room.TryReserve(35 * VolumeSpace.Gigabyte).ShouldNotBeNull();

        // Half of the first is on the disk: as much less is free, and as much less is kept.
        _disk.FreeGigabytes = 70;
        first.Wrote(30 * VolumeSpace.Gigabyte);
        (Room.Held, Room.Has(0), Room.Has(1)).ShouldBe((65 * VolumeSpace.Gigabyte, true, false));
        first.Wrote(20 * VolumeSpace.Gigabyte);
        Room.Held.ShouldBe(65 * VolumeSpace.Gigabyte);

        first.BeginAgain();
        _disk.FreeGigabytes = 100;
        (Room.Held, Room.Has(1)).ShouldBe((95 * VolumeSpace.Gigabyte, false));
        first.Dispose();
        first.Dispose();
        (Room.Held, Room.Has(60 * VolumeSpace.Gigabyte)).ShouldBe((35 * VolumeSpace.Gigabyte, true));
    }

    [Fact]
    public async Task Whoever_reserves_writes_and_gives_up_at_once_the_margin_is_never_written_into()
    {
        const long Capacity = 200 * VolumeSpace.Gigabyte, Margin = 5 * VolumeSpace.Gigabyte;
        var used = 0L;
        var data = new DataFolder(_folder.Path);
        var room = new DiskRoom(new DataVolume(data, _ => new VolumeSpace(Capacity - Interlocked.Read(ref used), Capacity)), Settings);
        await room.LookAsync(Cancellation);
        var seed = TestCounts.Long ? Random.Shared.Next() : 20261122;
        var (most, taken) = (0L, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(new Random(seed + writer)), Cancellation)));
        most.ShouldBeInRange(Capacity / 2, Capacity - Margin, $"seed {seed}");
        taken.ShouldBeGreaterThan(100);
        room.Held.ShouldBe(0);

        void Write(Random random)
        {
            var stored = new Queue<long>();
            for (var round = 0; round < TestCounts.Of(500, 20_000); round++)
            {
                var size = random.NextInt64(90 * VolumeSpace.Gigabyte);
                using var holding = room.TryReserve(size);
                var written = 0L;
                while (holding is not null && written < size)
                {
                    var part = Math.Min(size - written, random.NextInt64(1, 20 * VolumeSpace.Gigabyte));
                    var now = Interlocked.Add(ref used, part);
                    InterlockedMax(ref most, now);
                    written += part;
                    holding.Wrote(written);
                    if (random.Next(8) == 0)
                    {
                        // As a file that is damaged and is written anew.
                        holding.BeginAgain();
                        Interlocked.Add(ref used, -written);
                        written = 0;
                        if (random.Next(2) == 0)
                        {
                            break;
                        }
                    }
                }

                Interlocked.Add(ref taken, holding is null ? 0 : 1);
                stored.Enqueue(written);
                while (stored.Count > 1 || (holding is null && stored.Count > 0))
                {
                    Interlocked.Add(ref used, -stored.Dequeue());
                }
            }
        }
    }

    private static void InterlockedMax(ref long most, long now)
    {
        for (var before = Interlocked.Read(ref most); before < now; before = Interlocked.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, before);
        }
    }

    [Fact]
    public async Task The_margin_is_what_is_set_else_what_is_configured_else_5_GB()
    {
        var before = await Settings.GetAsync(Cancellation);
        Settings.EffectiveFiles(before).ShouldBe(new EffectiveFiles(5, 7));
        Settings.SourceOfFiles(before, files => files.Margin).ShouldBe(LimitSource.Machine);
        Settings.SourceOfFiles(before, files => files.TrashDays).ShouldBe(LimitSource.Configured);

        await Settings.UpdateFilesAsync(Viewer.Server, new FileSettings { Margin = 0, TrashDays = 0 }, Cancellation);
        var after = await Settings.GetAsync(Cancellation);
        Settings.EffectiveFiles(after).ShouldBe(new EffectiveFiles(0, 0));
        Settings.SourceOfFiles(after, files => files.Margin).ShouldBe(LimitSource.Settings);

        // No margin: the disk may be filled to its end, and is never short.
        _disk.FreeGigabytes = 0;
        (await Room.LookAsync(Cancellation)).IsShort.ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1, 1, "The space that is kept free is 0 GB or more, and less than the disk's 200 GB; you gave -1.")]
    [InlineData(200, 1, "The space that is kept free is 0 GB or more, and less than the disk's 200 GB; you gave 200.")]
    [InlineData(double.NaN, 1, "The space that is kept free is 0 GB or more, and less than the disk's 200 GB; you gave NaN.")]
    [InlineData(1, -0.5, "What was removed is kept for 0 to 3650 days; you gave -0.5.")]
    [InlineData(1, 3651, "What was removed is kept for 0 to 3650 days; you gave 3651.")]
    public async Task What_does_not_fit_the_disk_is_refused(double margin, double days, string message)
    {
        var error = await Should.ThrowAsync<ValidationException>(() => Settings.UpdateFilesAsync(Viewer.Server, new FileSettings { Margin = margin, TrashDays = days }, Cancellation));
        error.Errors.ShouldHaveSingleItem().ErrorMessage.ShouldBe(message);
    }

    [Fact]
    public async Task Only_administrators_say_how_files_are_kept()
    {
        var ann = new Viewer("user0001", "ann", Administrator: false, Enum.GetValues<Permission>().ToHashSet());
        await Should.ThrowAsync<NotPermittedException>(() => Settings.UpdateFilesAsync(ann, new FileSettings(), Cancellation));
    }

    [Fact]
    public async Task The_server_has_one_id_for_ever()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Settings.ServerIdAsync(Cancellation)));
        ids.Distinct().ShouldHaveSingleItem().Length.ShouldBe(8);
        await Settings.UpdateFilesAsync(Viewer.Server, new FileSettings { Margin = 1 }, Cancellation);
        (await Settings.ServerIdAsync(Cancellation)).ShouldBe(ids[0]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Jobs_wait_while_the_disk_runs_full_but_one_that_only_renames_does_not()
    {
        using var folder = new TemporaryFolder();
        var disk = new FakeDisk { FreeGigabytes = 3.2 };
        ScriptedWorkflow large = new("large", WorkflowSize.Large, (_, _) => Task.CompletedTask), light = new("light", WorkflowSize.None, (_, _) => Task.CompletedTask);
        await using var host = await new JobsHost(folder.Path, new Machine(2, 4), [large, light], services => services.AddSingleton(provider => disk.Of(provider.GetRequiredService<DataFolder>()))).StartAsync();
        await Waiting.UntilAsync(() => host.Get<DiskRoom>().IsShort);

        var waits = await host.SubmitAsync("large");
        await host.WaitForAsync(await host.SubmitAsync("light"), JobState.Complete);
        waits = await host.WaitForAsync(waits, job => job.Reason is not null);
        (waits.State, waits.Reason).ShouldBe((JobState.Waiting, "Waits for free disk space: 3.2 GB is free, 5 GB are kept."));

        disk.FreeGigabytes = 50;
        await host.WaitForAsync(waits, JobState.Complete);
    }
}
