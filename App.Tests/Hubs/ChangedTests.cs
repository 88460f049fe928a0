using System.Text.Json;
using Shouldly;
using Virtool.App.Hubs;
using Virtool.Data.Changes;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Hubs;

public sealed class ChangedTests
{
    private static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { id = "document" });
    private static readonly Audience Anns = new([Principals.User("ann")]);
    private static readonly Viewer Ann = new("ann", "ann", Administrator: false, new HashSet<Permission>());
    private static readonly Viewer Stranger = new("stranger", "stranger", Administrator: false, new HashSet<Permission>());
    private static readonly Viewer Administrator = new("root", "root", Administrator: true, new HashSet<Permission>());

    [Theory]
    [InlineData(ChangeOperation.Insert, "insert")]
    [InlineData(ChangeOperation.Update, "update")]
    public void Who_may_see_it_is_told_what_it_is(ChangeOperation operation, string told) =>
        Told(operation, new SeenDocument(1, Data, Anns, Anns), Ann).ShouldBe(told);

    [Theory]
    [InlineData(ChangeOperation.Insert)]
    [InlineData(ChangeOperation.Update)]
    [InlineData(ChangeOperation.Delete)]
    public void Who_never_could_see_it_is_told_nothing(ChangeOperation operation)
    {
        Told(operation, new SeenDocument(1, Data, Anns, Anns), Stranger).ShouldBeNull();
        Told(operation, new SeenDocument(1, null, Audience.Nobody, Anns), Stranger).ShouldBeNull();
    }

    [Fact]
    public void Who_comes_to_see_it_is_told_of_an_insert_and_who_loses_it_of_a_deletion()
    {
        Told(ChangeOperation.Update, new SeenDocument(1, Data, Anns, Audience.Nobody), Ann).ShouldBe("insert");
        Told(ChangeOperation.Update, new SeenDocument(1, Data, Audience.Nobody, Anns), Ann).ShouldBe("delete");
        Told(ChangeOperation.Delete, new SeenDocument(1, null, Audience.Nobody, Anns), Ann).ShouldBe("delete");
        Told(ChangeOperation.Update, new SeenDocument(1, Data, Audience.Nobody, Anns), Administrator).ShouldBe("update");
    }

    [Fact]
    public void Where_it_is_not_known_who_could_see_it_a_deletion_is_told_to_all_and_an_insert_to_nobody()
    {
        Told(ChangeOperation.Delete, new SeenDocument(1, null, Audience.Nobody, null), Stranger).ShouldBe("delete");
        Told(ChangeOperation.Update, new SeenDocument(1, Data, Anns, null), Stranger).ShouldBe("delete");
        Told(ChangeOperation.Insert, new SeenDocument(1, Data, Anns, null), Stranger).ShouldBeNull();
    }

    [Fact]
    public void The_map_forgets_what_was_set_longest_ago()
    {
        var map = new BoundedMap<string, int>(2);
        map.Set("a", 1);
        map.Set("b", 2);
        map.Set("a", 3);
        map.Set("c", 4);
        map.TryGet("b", out _).ShouldBeFalse();
        map.TryGet("a", out var a).ShouldBeTrue();
        a.ShouldBe(3);
    }

    private static string? Told(ChangeOperation operation, SeenDocument seen, Viewer viewer) =>
        Changed.Of(new Change(1, "samples", operation, "document", 1), seen, viewer)?.Operation;
}
