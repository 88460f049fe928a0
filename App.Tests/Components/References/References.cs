using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.App.Tests.Components.References;

/// <summary>References, viruses and tasks to show.</summary>
internal static class References
{
    public const string Genome = "ATGGCCGCCGCCAAATTTGGGCCCTAA";

    public static Reference Plants(string id = "plants01", string name = "Plant viruses") => new()
    {
        Id = id,
        Name = name,
        Description = "Viruses of tomato, barley and grape.",
        CreatedAt = Made.Now.AddDays(-3),
        User = Made.Nina,
        Search = ReferenceRules.SearchText(name, "virus", "Viruses of tomato, barley and grape."),
        Access = Made.Shared,
        Readers = RightsRules.ReadersOf(Made.Nina, Made.Shared),
    };

    public static OtuDraft Virus(string name, string abbreviation, params IEnumerable<string> accessions) =>
        new(name, abbreviation, [.. accessions.Select(accession => new IsolateDraft("isolate", $"of {accession}", [new SequenceDraft(accession, $"{name}, complete genome", Genome)]))]);

    public static ServerTask Task(TaskState state, string type = "import_reference", string reference = "plants01", string name = "Plant viruses") => new()
    {
        Id = "task0001",
        Type = type,
        Subject = new Subject("references", reference, name),
        State = state,
        Step = "Writing viruses",
        Progress = 0.4,
        User = Made.Nina,
        CreatedAt = Made.Now,
        Readers = [Principals.User(Made.Nina.Id)],
    };
}
