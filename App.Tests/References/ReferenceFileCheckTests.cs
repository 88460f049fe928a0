using System.Text.Json.Nodes;
using Shouldly;
using Virtool.App.Tests.Bio;
using Virtool.Bio.Headers;
using Virtool.Jobs.References.Import;
using Xunit;

namespace Virtool.App.Tests.References;

public class ReferenceFileCheckTests
{
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "otus[0]._id=d93ec9a9", "Hop stunt viroid (otus[1]._id)", "same id" },
        { "otus[0].name=hop stunt VIROID", "Hop stunt viroid (otus[1].name)", "same name" },
        { "otus[0].abbreviation=HSVd", "Hop stunt viroid (otus[1].abbreviation)", "same abbreviation" },
        { "otus[0].name=", "otus[0].name", "no name" },
        { "otus[0].name=-", "otus[0].name", "no name" },
        { "otus[0].name=#7", "otus[0].name", "This is a number, where a text belongs." },
        { "otus[0].taxid=many", "Abaca bunchy top virus (otus[0].taxid)", "a whole number above 0" },
        { "otus[0].isolates=-", "Abaca bunchy top virus (otus[0].isolates)", "does not say its isolates" },
        { "otus[0].isolates=none", "Abaca bunchy top virus (otus[0].isolates)", "This is a text, where a list belongs." },
        { "otus[0].isolates[1].id=4e8amg20", "Abaca bunchy top virus, isolate Q1108 (otus[0].isolates[1].id)", "Two isolates" },
        { "otus[0].isolates[0].sequences=[]", "Abaca bunchy top virus, isolate Q767 (otus[0].isolates[0].sequences)", "no sequences" },
        { "otus[1].isolates[0].sequences=-", "Hop stunt viroid (otus[1].isolates[0].sequences)", "does not say its sequences" },
        { "otus[0].isolates[0].sequences[0]._id=9w3oz9pl", "Hop stunt viroid, an unnamed isolate, NC_001351 (otus[1].isolates[0].sequences[0]._id)", "same id" },
        { "otus[0].isolates[0].sequences[0].accession=", "Abaca bunchy top virus, isolate Q767 (otus[0].isolates[0].sequences[0].accession)", "no accession" },
        { "otus[0].isolates[0].sequences[0].sequence=ACGT-ACGT", "Abaca bunchy top virus (otus[0].isolates[0].sequences[0].sequence)", "\"-\" is no letter" },
        { "otus[0].isolates[0].sequences[0].sequence=ACGE", "Abaca bunchy top virus (otus[0].isolates[0].sequences[0].sequence)", "\"E\" is no letter" },
        { "otus[0].isolates[0].sequences[0].sequence=ACGü", "Abaca bunchy top virus (otus[0].isolates[0].sequences[0].sequence)", "\"ü\" is no letter" },
        { "otus[0].isolates[0].sequences[0].sequence= ", "Abaca bunchy top virus (otus[0].isolates[0].sequences[0].sequence)", "is empty" },
        { "otus[0].isolates[0].sequences[0].sequence=-", "Abaca bunchy top virus (otus[0].isolates[0].sequences[0].sequence)", "missing" },
        { "otus[0].isolates[0].sequences[0].segment=DNA-X", "Abaca bunchy top virus, isolate Q767, NC_010319 (otus[0].isolates[0].sequences[0].segment)", "no segment DNA-X" },
        { "otus[1].isolates[0].sequences[0].segment=RNA", "Hop stunt viroid, an unnamed isolate, NC_001351 (otus[1].isolates[0].sequences[0].segment)", "no segment RNA" },
        { "otus[0].isolates[0].sequences[0].target=COI", "Abaca bunchy top virus, isolate Q767, NC_010319 (otus[0].isolates[0].sequences[0].target)", "no target COI" },
        { "otus[0].schema[1].name=DNA-R", "Abaca bunchy top virus (otus[0].schema[1])", "DNA-R twice" },
        { "otus[0].schema[1].molecule=RNA", "Abaca bunchy top virus (otus[0].schema[1])", "molecule RNA" },
        { "data_type=protein", "data_type", "protein" },
        { "otus=-", "otus", "no OTUs" },
        { "otus=#7", "otus", "no list" },
        { "otus[1]=#7", "otus[1]", "an object belongs" },
    };

    [Fact]
    public void A_good_file_has_no_problems()
    {
        var found = Check(ReferenceText.Small);

        found.Problems.ShouldBeEmpty();
        found.Notes.ShouldBeEmpty();
        found.Summary.ShouldBe(new FileSummary("json", found.Summary.Head, 2, 3, 5, 17 + 8 + 6 + 4 + 11 + 1));
        found.Summary.Head.Name.ShouldBe("Two viruses");
        found.OtuIds.ShouldBe(["c93ec9a9", "d93ec9a9"]);
        found.SequenceIds.Count.ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_problem_is_listed_with_its_place_and_what_to_do(string change, string where, string what)
    {
        var found = Check(Spoiled(change));

        var told = found.Problems.Where(problem => problem.What.Contains(what, StringComparison.Ordinal)).ToList();
        told.ShouldNotBeEmpty(string.Join('\n', found.Problems));
        told.ShouldContain(problem => problem.Where.StartsWith(where, StringComparison.Ordinal), string.Join('\n', found.Problems));
        found.Problems.ShouldAllBe(problem => problem.ToDo.EndsWith('.') && problem.What.EndsWith('.'));
    }

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        var found = Check(ReferenceText.With(root =>
        {
            root.Otu(0)["name"] = "";
            root.Otu(1)["abbreviation"] = "ABTV";
            root.Otu(1).Isolate(0).Sequence(0)["sequence"] = "!";
        }));

        found.Total.ShouldBe(3);
        found.Problems.Count.ShouldBe(3);
    }

    [Fact]
    public void Abbreviations_that_differ_by_case_are_two() =>
        Check(ReferenceText.With(root => root.Otu(0)["abbreviation"] = "HSVD")).Problems.ShouldBeEmpty();

    [Fact]
    public void What_can_be_mended_is_noted()
    {
        Check(ReferenceText.With(root => root.Otu(0).Isolate(0)["default"] = false)).Notes.ShouldHaveSingleItem().What.ShouldBe("No isolate is the default one.");
        Check(ReferenceText.With(root => root.Otu(0).Isolate(1)["default"] = true)).Notes.ShouldHaveSingleItem().What.ShouldBe("2 isolates are the default one.");
        Check(ReferenceText.With(root => root.Otu(0)["isolates"] = new JsonArray())).Notes.ShouldHaveSingleItem().What.ShouldBe("The OTU has no isolates.");
        Check(ReferenceText.With(root => root.Otu(0).Isolate(0)["sequences"]!.AsArray().RemoveAt(1))).Notes.ShouldHaveSingleItem().What.ShouldContain("different numbers");
    }

    [Fact]
    public void Of_many_problems_the_first_thousand_are_listed_and_all_counted()
    {
        var found = Check(ReferenceText.With(root => root["otus"] = new JsonArray([.. Enumerable.Range(0, 1_500).Select(_ => (JsonNode)new JsonObject())])));

        found.Total.ShouldBe(3_000);
        found.Problems.Count.ShouldBe(ProblemList.MostListed + 1);
        found.Problems[^1].What.ShouldBe("2,000 more problems are not listed.");
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        var text = ReferenceText.Small;
        for (var length = 0; length < text.Length; length += TestCounts.Of(7, 1))
        {
            Check(text[..length]).IsGood.ShouldBeFalse($"The first {length} characters were taken.");
        }

        var packed = Packed.Gzip(text);
        for (var length = 0; length < packed.Length; length += TestCounts.Of(7, 1))
        {
            Check(packed[..length]).IsGood.ShouldBeFalse($"The first {length} packed bytes were taken.");
        }

        Check(packed).IsGood.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("hello", "neither JSON nor FASTA nor GenBank")]
    [InlineData("@read\nACGT\n+\n!!!!\n", "reads")]
    [InlineData(">a\nACGT\n", "Say which part of its headers")]
    [InlineData("{\"otus\": [}", "no JSON")]
    [InlineData("{\"otus\": []} {}", "no JSON")]
    [InlineData("{\"otus\": [{\"name\": \"\\ud800\"}]}", "UTF-8")]
    [InlineData("{\"a\": ", "ends too early")]
    public void What_is_no_reference_is_refused_with_a_sentence(string text, string words) =>
        Check(text).Problems.ShouldHaveSingleItem().What.ShouldContain(words, Case.Insensitive);

    [Fact]
    public void Braces_without_end_are_refused_after_the_first_of_them()
    {
        using var braces = new EndlessStream("{\"a\":"u8.ToArray(), 1L << 30);

        var (_, found) = ReferenceFileCheck.Open(() => ReferenceFile.Of(() => braces.Anew()), null, TestContext.Current.CancellationToken);

        found.Problems.ShouldHaveSingleItem().What.ShouldContain("deep");
        braces.Given.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void A_value_without_end_is_refused_in_bounded_memory()
    {
        using var letters = new EndlessStream("AAAAAAAA"u8.ToArray(), 1L << 30, "{\"otus\": [{\"name\": \""u8.ToArray());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var (_, found) = ReferenceFileCheck.Open(() => ReferenceFile.Of(() => letters.Anew()), null, TestContext.Current.CancellationToken);

        found.Problems.ShouldHaveSingleItem().What.ShouldContain("One value of the file has more than");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100L << 20);
    }

    [Fact]
    public void Empty_objects_in_great_number_are_refused_in_bounded_memory()
    {
        using var braces = new EndlessStream("{},"u8.ToArray(), TestCounts.Of(8, 1_024) * (1L << 20), "{\"otus\": ["u8.ToArray());

        var (_, found) = ReferenceFileCheck.Open(() => ReferenceFile.Of(() => braces.Anew()), null, TestContext.Current.CancellationToken);

        found.IsGood.ShouldBeFalse();
        found.Problems.Count.ShouldBeLessThanOrEqualTo(ProblemList.MostListed + 1);
        braces.Given.ShouldBeLessThan((ReferenceLimits.Otus * 4L) + (1 << 20), "What a file keeps in memory is bounded by how many OTUs of it are read.");
    }

    [Fact]
    public void The_whole_reference_of_plant_viruses_has_no_problem()
    {
        var path = TestData.Shared("reference/plant_viruses.json.gz");

        var found = ReferenceFileCheck.Run(ReferenceFile.Of(() => File.OpenRead(path)), null, TestContext.Current.CancellationToken);

        found.Problems.ShouldBeEmpty();
        (found.Summary.Otus, found.Summary.Isolates, found.Summary.Sequences).ShouldBe((2_084, 3_648, 4_783));
        found.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("plant_viruses_subset.json.gz", 24)]
    [InlineData("reference_example.json.gz", 20)]
    [InlineData("import_v3.json", 5)]
    public void Other_references_have_no_problem_either(string name, int otus)
    {
        var path = TestData.Shared($"reference/{name}");

        var found = ReferenceFileCheck.Run(ReferenceFile.Of(() => File.OpenRead(path)), null, TestContext.Current.CancellationToken);

        found.Problems.ShouldBeEmpty();
        found.Summary.Otus.ShouldBe(otus);
    }

    [Fact]
    public void Records_of_FASTA_are_gathered_into_viruses_and_isolates()
    {
        const string text = """
            >A1|Plum pox virus|isolate D|
            ACGT
            >B1|Grapevine virus A|Strain x|RNA 1
            ACGT
            >B2|grapevine virus a|strain X|RNA 2
            acgtn
            >A2|Plum pox virus|W3|
            ACGT
            >C1|Fig virus||RNA 1
            AC
            >C2|Fig virus||RNA 2
            AC
            >C3|Fig virus||RNA 1
            AC
            """;
        var file = ReferenceFile.Of(ReferenceText.Open(text), HeaderMapping.Parse("{accession}|{otu}|{isolate}|{segment}"));

        ReferenceFileCheck.Run(file, null, TestContext.Current.CancellationToken).Problems.ShouldBeEmpty();
        var otus = file.Otus(letters: true, new ProblemList(), TestContext.Current.CancellationToken).ToList();

        otus.Select(otu => otu.Name).ShouldBe(["Plum pox virus", "Grapevine virus A", "Fig virus"]);
        otus[0].Isolates.Select(isolate => isolate.Called).ShouldBe(["isolate D", "isolate W3"]);
        otus[1].Isolates.ShouldHaveSingleItem().Called.ShouldBe("strain x");
        otus[1].Schema.Select(segment => (segment.Name, segment.Required)).ShouldBe([("RNA 1", true), ("RNA 2", true)]);
        otus[1].Isolates[0].Sequences.Select(sequence => sequence.Nucleotides).ShouldBe(["ACGT", "ACGTN"]);
        otus[2].Isolates.Select(isolate => string.Join(' ', isolate.Sequences.Select(sequence => sequence.Accession))).ShouldBe(["C1 C2", "C3"]);
        otus[2].Schema.Select(segment => segment.Required).ShouldBe([true, false]);
        otus.ShouldAllBe(otu => otu.Isolates[0].Default && otu.Isolates.Count(isolate => isolate.Default) == 1);
    }

    [Fact]
    public void Records_of_GenBank_are_gathered_by_organism()
    {
        var text = string.Concat(
            Record("A1", "Plum pox virus", "/isolate=\"D\"", "acgt"), Record("B1", "Fig virus", "/segment=\"RNA 1\"", "acgtn"), Record("B2", "Fig virus", "/segment=\"RNA 2\"", "ac"), Record("A2", "Plum pox virus", "/strain=\"W3\"", "acgt"));
        var file = ReferenceFile.Of(ReferenceText.Open(text));

        ReferenceFileCheck.Run(file, null, TestContext.Current.CancellationToken).Problems.ShouldBeEmpty();
        var otus = file.Otus(letters: true, new ProblemList(), TestContext.Current.CancellationToken).ToList();

        otus.Select(otus => (otus.Name, otus.TaxonId, otus.TaxonName)).ShouldBe([("Plum pox virus", 12211, "Plum pox virus"), ("Fig virus", 12211, "Fig virus")]);
        otus[0].Isolates.Select(isolate => isolate.Called).ShouldBe(["isolate D", "strain W3"]);
        otus[0].Isolates[0].Sequences.ShouldHaveSingleItem().Accession.ShouldBe("A1.1");
        otus[1].Isolates.ShouldHaveSingleItem().Sequences.Select(sequence => (sequence.Segment, sequence.Nucleotides)).ShouldBe([("RNA 1", "ACGTN"), ("RNA 2", "AC")]);
        otus[1].Schema.ShouldAllBe(segment => segment.Molecule == "ssRNA");

        static string Record(string accession, string organism, string qualifier, string letters) => $"""
            LOCUS       {accession} {letters.Length} bp ss-RNA linear VRL 13-AUG-2018
            DEFINITION  {organism}.
            ACCESSION   {accession}
            VERSION     {accession}.1
            FEATURES             Location/Qualifiers
                 source          1..{letters.Length}
                                 /organism="{organism}"
                                 {qualifier}
                                 /db_xref="taxon:12211"
            ORIGIN
                    1 {letters}
            //

            """;
    }

    [Fact]
    public void Problems_of_FASTA_name_their_lines()
    {
        const string text = ">A1|Plum pox virus\nACGT\n>A2\nACGT\n>A3|Plum pox virus\nAC-T\n>A4|Plum pox virus\n";

        var found = ReferenceFileCheck.Run(ReferenceFile.Of(ReferenceText.Open(text), HeaderMapping.Parse("{accession}|{otu}")), null, TestContext.Current.CancellationToken);

        found.Problems.Select(problem => problem.Where).ShouldBe(["A2 (line 3)", "A3|Plum (line 5)", "A4|Plum (line 7)"]);
    }

    [Fact]
    public async Task A_preview_shows_what_the_first_records_become()
    {
        const string text = ">A1|Plum pox virus|D\nACGT\n>A2\nACGT\n";

        var shown = await ReferencePreview.OfAsync(ReferenceText.Open(text), "{accession}|{otu}|{isolate}", TestContext.Current.CancellationToken);

        shown.Rows.ShouldBe([new PreviewedRow(1, "A1|Plum pox virus|D", "A1", "Plum pox virus", "", "isolate D", "", 4), new PreviewedRow(3, "A2", "", "", "", "", "", 4)]);
        shown.ProblemCount.ShouldBe(1);
        (await ReferencePreview.OfAsync(ReferenceText.Open(text), null, TestContext.Current.CancellationToken)).Headers.ShouldBe(["A1|Plum pox virus|D", "A2"]);
    }

    private static CheckedFile Check(string text) => Check(System.Text.Encoding.UTF8.GetBytes(text));

    private static CheckedFile Check(byte[] bytes) => ReferenceFileCheck.Open(() => ReferenceFile.Of(ReferenceText.Open(bytes)), null, TestContext.Current.CancellationToken).Checked;

    // "otus[0].name=x": a value; "=-": no such field; "=#7": a number; "=[]": an empty list.
    private static string Spoiled(string change) => ReferenceText.With(root =>
    {
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        var (path, value) = (change[..equals].Replace("[", ".[", StringComparison.Ordinal).Split('.'), change[(equals + 1)..]);
        var parent = path[..^1].Aggregate(root, (node, part) => part[0] == '[' ? node[part[1] - '0']! : node[part]!);
        JsonNode? wanted = value switch
        {
            "[]" => new JsonArray(),
            ['#', .. var number] => JsonValue.Create(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(value),
        };
        if (path[^1][0] == '[')
        {
            parent[path[^1][1] - '0'] = wanted;
        }
        else if (value == "-")
        {
            parent.AsObject().Remove(path[^1]);
        }
        else
        {
            parent[path[^1]] = wanted;
        }
    });
}
