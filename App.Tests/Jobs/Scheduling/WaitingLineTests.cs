using Shouldly;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Scheduling;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class WaitingLineTests
{
    private readonly WaitingLine _line = new();

    [Fact]
    public void A_step_of_priority_is_worth_as_much_waiting_as_is_set()
    {
        Put(("old", 0, 0), ("urgent", 1, 59), ("later", 1, 61), ("unloved", -1, 0));
        Order().ShouldBe(["urgent", "old", "later", "unloved"]);

        _line.Aging = TimeSpan.FromHours(2);
        Order().ShouldBe(["urgent", "later", "old", "unloved"]);

        _line.Aging = TimeSpan.FromMinutes(1);
        Order().ShouldBe(["old", "unloved", "urgent", "later"]);
    }

    [Fact]
    public void A_job_that_is_given_another_priority_moves()
    {
        Put(("first", 0, 0), ("second", 0, 1));
        _line.Put(Job("second", 0, 1)).ShouldBeFalse("nothing is new");
        _line.Put(Job("second", 1, 1)).ShouldBeTrue();
        Order().ShouldBe(["second", "first"]);
        _line.Count.ShouldBe(2);
        _line.Remove("second").ShouldBeTrue();
        _line.Remove("second").ShouldBeFalse();
        Order().ShouldBe(["first"]);
    }

    [Fact]
    public void Any_priority_and_any_weight_has_a_place()
    {
        _line.Aging = TimeSpan.FromHours(1000);
        Put(("most", int.MaxValue, 0), ("least", int.MinValue, 0), ("usual", 0, 0));
        Order().ShouldBe(["most", "usual", "least"]);
    }

    private static Job Job(string id, int priority, int minute) =>
        JobRules.Create("task", new Subject("samples", "s", "s"), [], new Link("u", "u"), [], DateTimeOffset.UnixEpoch.AddMinutes(minute)) with { Id = id, Priority = priority };

    private void Put(params (string Id, int Priority, int Minute)[] jobs)
    {
        foreach (var (id, priority, minute) in jobs)
        {
            _line.Put(Job(id, priority, minute)).ShouldBeTrue();
        }
    }

    private IEnumerable<string> Order() => _line.Jobs.Select(job => job.Id);
}
