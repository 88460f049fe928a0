using Shouldly;
using Virtool.Components.Analyses.Funnel;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class ReadWayTests
{
    [Fact]
    public void Each_station_is_a_share_of_what_it_comes_from()
    {
        var way = ReadWay.Of(Made.Analysis() with { AmbiguousCount = 6_000 }).ShouldNotBeNull();
        way.Stations.Select(station => (station.Key, station.Reads, station.Share)).ShouldBe(
        [
            ("all", 100_000, null),
            ("matched", 25_000, 0.25),
            ("removed", 1_000, 0.04),
            ("kept", 24_000, 0.96),
            ("reassigned", 6_000, 0.25),
            ("none", 75_000, 0.75),
        ]);
        way.Stations[^1].Of.ShouldContain("not mapped to the host");
    }

    [Fact]
    public void The_share_of_the_host_is_told_only_where_the_whole_library_was_mapped_to_it()
    {
        ReadWay.Of(Made.Analysis() with { HostReads = 60_000 })!.Host.ShouldBeNull();
        var way = ReadWay.Of(Made.Analysis() with { HostReads = 60_000, MapsWholeLibrary = true })!;
        way.Stations[^1].ShouldBe(new ReadStation("host", "Match the host", "of all: the whole library was mapped to it", 60_000, 0.6));
        way.Stations[^2].Of.ShouldNotContain("not mapped");
    }

    [Fact]
    public void A_library_without_reads_has_no_shares()
    {
        var way = ReadWay.Of(Made.Analysis(library: 0, kept: 0, removed: 0)).ShouldNotBeNull();
        (way.MatchedShare, way.RemovedShare, way.UnmatchedShare).ShouldBe((0, 0, 0));
    }
}
