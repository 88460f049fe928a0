using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.House;

public sealed class RoomTests
{
    /// <summary>The references between rooms, and no others.</summary>
    private static readonly Dictionary<string, string[]> Drawn = new()
    {
        ["App"] = ["Components", "Files", "Jobs", "Domain", "Data", "Bio"],
        ["Components"] = ["Jobs", "Files", "Domain", "Data"],
        ["Files"] = ["Domain", "Data", "Bio"],
        ["Jobs"] = ["Domain", "Data", "Bio"],
        ["Domain"] = ["Data"],
        ["Data"] = [],
        ["Bio"] = [],
        ["App.Tests"] = ["App", "Components", "Files", "Jobs", "Domain", "Data", "Bio"],
        ["Benchmarks"] = ["App", "Components", "Files", "Jobs", "Domain", "Data", "Bio"],
    };

    public static TheoryData<string> Rooms => [.. Drawn.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_the_rooms_below_it(string room)
    {
        var project = XDocument.Load(Path.Combine(TestData.Root, room, $"{room}.csproj"));
        var references = project.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        references.Except(Drawn[room]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_a_room()
    {
        var projects = Directory.EnumerateDirectories(TestData.Root)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(Path.GetFileNameWithoutExtension);
        projects.ShouldBe(Drawn.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Components_reach_what_is_below_only_through_references_that_are_drawn()
    {
        // A reference to Files or Jobs brings Bio along; pages must not use it.
        var bio = Directory.EnumerateFiles(Path.Combine(TestData.Root, "Components"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("Virtool.Bio", StringComparison.Ordinal));
        bio.ShouldBeEmpty();
    }
}
