using Shouldly;
using Virtool.Components.Otus;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Xunit;

namespace Virtool.App.Tests.Components.Otus;

public sealed class OtuIssueWordsTests
{
    [Fact]
    public void A_complete_virus_lacks_nothing() => Said(Virus((1, "ACGT"), (1, "ACGT"))).ShouldBeEmpty();

    [Fact]
    public void Without_isolates_it_says_so() => Said(Virus()).ShouldBe(["It has no isolate. Add one with its sequences."]);

    [Fact]
    public void Isolates_without_sequences_and_sequences_without_nucleotides_are_named()
    {
        Said(Virus((0, ""), (1, "ACGT"))).ShouldBe(["Isolate A has no sequence. Add one, or remove the isolate."]);
        Said(Virus((0, ""), (0, ""), (1, ""))).ShouldBe(
            ["Isolate A and Isolate B have no sequence. Add one, or remove the isolate.", "C1 has no nucleotides. Give them, or remove the sequence."]);
    }

    [Fact]
    public void An_isolate_that_differs_from_most_is_marked()
    {
        var virus = Virus((2, "ACGT"), (2, "ACGT"), (1, "ACGT"));
        Said(virus).ShouldBe(["Its isolates differ in their number of sequences: 2 isolates have 2, Isolate C has 1. Give each the same, one of each segment."]);
        virus.Otu.Isolates.Select(isolate => OtuIssueWords.Of(virus, OtuIssues.Of(virus), isolate.Id)).ShouldBe([null, null, "fewer sequences than others"]);
    }

    [Fact]
    public void Many_are_not_all_named() =>
        Said(Virus([.. Enumerable.Repeat((0, ""), 7)])).ShouldHaveSingleItem().ShouldStartWith("Isolate A, Isolate B, Isolate C, Isolate D and 3 more have no sequence.");

    private static IReadOnlyList<string> Said(JoinedOtu virus) => OtuIssueWords.Of(virus, OtuIssues.Of(virus));

    private static JoinedOtu Virus(params (int Sequences, string Nucleotides)[] isolates) => JoinedOtu.Of(
        new Otu
        {
            Id = "virus",
            Name = "Virus",
            LowerName = "virus",
            Reference = new Link("plants", "Plants"),
            Isolates = [.. isolates.Select((_, place) => new Isolate($"i{place}", "isolate", $"{(char)('A' + place)}", place == 0))],
        },
        isolates.SelectMany((isolate, place) => Enumerable.Range(1, isolate.Sequences).Select(number => new Sequence
        {
            Id = $"i{place}s{number}", Accession = $"{(char)('A' + place)}{number}", Nucleotides = isolate.Nucleotides, Position = number, OtuId = "virus", IsolateId = $"i{place}", ReferenceId = "plants",
        })));
}
