using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Jobs.Limits;
using Xunit;

namespace Virtool.App.Tests.Jobs.Limits;

public sealed class CoreSetsTests
{
    [Fact]
    public void Jobs_have_cores_of_their_own_until_there_are_none_left()
    {
        var sets = new CoreSets([0, 1, 4, 5]);

        sets.Of("one", 2).ShouldBe("0,1");
        sets.Of("two", 1).ShouldBe("4");
        sets.Of("one", 2).ShouldBe("0,1");
        sets.Of("three", 2).ShouldBe("0,5");
        sets.Return("one");
        sets.Of("four", 1).ShouldBe("1");
    }

    [Fact]
    public void A_job_of_a_server_before_keeps_what_it_has()
    {
        var sets = new CoreSets([0, 1, 2]);
        sets.Keep("one", [0, 1]);

        sets.Of("two", 1).ShouldBe("2");
        sets.Of("one", 2).ShouldBe("0,1");
    }

    [Fact]
    public void A_job_that_may_take_all_cores_is_held_to_none() => new CoreSets([0, 1]).Of("one", 2).ShouldBeNull();

    [Fact]
    public void The_cores_of_the_server_are_read_off_its_status()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("status"), "Name:\tserver\nCpus_allowed:\tf1\nCpus_allowed_list:\t0,4-7\n");

        CoreSets.Allowed(folder.File("status")).ShouldBe([0, 4, 5, 6, 7]);
        CoreSets.Allowed().Count.ShouldBe(Environment.ProcessorCount);
    }
}
