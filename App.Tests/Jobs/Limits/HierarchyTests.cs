using Shouldly;
using Virtool.Jobs.Limits;
using Xunit;

namespace Virtool.App.Tests.Jobs.Limits;

public sealed class HierarchyTests
{
    [Fact]
    public void Hierarchies_of_version_1_are_found_beside_an_empty_one_of_version_2()
    {
        var found = Hierarchy.Find(
            [
                "31 23 0:28 / /no/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
                "32 31 0:29 / /no/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct",
                "35 31 0:32 / /no/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                "40 31 0:37 / /no/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd",
                "41 31 0:38 / /no/cgroup/unified rw,relatime - cgroup2 cgroup2 rw",
            ],
            ["9:name=systemd:/user.slice", "4:memory:/user.slice/one", "1:cpu,cpuacct:/", "0::/"]);

        found.Select(hierarchy => (hierarchy.Version, string.Join(',', hierarchy.Controllers), hierarchy.Folder)).ShouldBe(
        [
            (1, "cpu,cpuacct", "/no/cgroup/cpu,cpuacct"),
            (1, "memory", "/no/cgroup/memory/user.slice/one"),
            (1, "name=systemd", "/no/cgroup/systemd/user.slice"),
            (2, "", "/no/cgroup/unified"),
        ]);
    }

    [Theory]
    [InlineData("/docker/abc", "/docker/abc", "/no/cgroup")]
    [InlineData("/docker/abc", "/docker/abc/inner", "/no/cgroup/inner")]
    [InlineData("/docker/abc", "/", "/no/cgroup")]
    [InlineData("/", "/system.slice/virtool.service", "/no/cgroup/system.slice/virtool.service")]
    public void In_a_container_the_place_is_below_what_is_mounted(string root, string path, string folder)
    {
        var found = Hierarchy.Find([$"35 31 0:32 {root} /no/cgroup ro,nosuid - cgroup2 cgroup rw,nsdelegate"], [$"0::{path}"]);

        found.ShouldHaveSingleItem().Folder.ShouldBe(folder);
    }

    [Fact]
    public void Where_nothing_is_mounted_nothing_is_found() =>
        Hierarchy.Find(["23 1 0:21 / /proc rw - proc proc rw"], ["0::/"]).ShouldBeEmpty();
}
