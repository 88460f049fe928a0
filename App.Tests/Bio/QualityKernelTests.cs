using Shouldly;
using Virtool.Bio;
using Virtool.Bio.Quality;
using Xunit;

namespace Virtool.App.Tests.Bio;

/// <summary>What is counted many positions at a time, against counting one letter after another.</summary>
public sealed class QualityKernelTests
{
    private const int FirstCharacter = 33;
    private const int Characters = 94;
    private const int ShownPositions = 10_000;
    private const string Letters = "ACGTUNRYSWKMBDHVacgtunryswkmbdhv.";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, TestCounts.Of(80, 2000))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_reads_measure_what_counting_letter_by_letter_gives(int seed)
    {
        var random = new Random(seed);
        var longest = random.GetItems([1, 7, 40, 151, 400], 1)[0];
        var reads = Enumerable.Range(0, random.Next(1, 1200)).Select(_ => Read(random, seed % 3 == 0 ? longest : random.Next(longest + 1))).ToList();

        Compare(reads, random.Next(reads.Count));
    }

    [Theory]
    [InlineData(ShownPositions - 1)]
    [InlineData(ShownPositions)]
    [InlineData(ShownPositions + 77)]
    public void So_do_reads_about_the_last_position_that_has_a_row(int length)
    {
        var random = new Random(length);

        Compare([.. Enumerable.Range(0, 300).Select(number => Read(random, number % 100 == 3 ? length : 20))], completedAt: 150);
    }

    [Fact]
    public void Every_byte_counts_as_one_letter_at_every_place_of_a_register()
    {
        for (var place = 0; place < 130; place++)
        {
            for (var letter = 0; letter < 256; letter++)
            {
                var sequence = new byte[130];
                Array.Fill(sequence, (byte)'A');
                sequence[place] = (byte)letter;
                var counts = new int[130 * 5];
                var recent = new RecentBases();
                recent.Grow(130);
                recent.Add(sequence);
                recent.MoveTo(counts, 5);

                counts[(place * 5) + Row((char)letter)].ShouldBe(1);
                counts.Sum().ShouldBe(130);
            }
        }
    }

    private static (byte[] Sequence, byte[] Quality) Read(Random random, int length) =>
        (random.GetItems(Letters.Select(letter => (byte)letter).ToArray(), length), [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(FirstCharacter, FirstCharacter + Characters))]);

    /// <summary>The measure is also completed, and goes on, in between.</summary>
    private static void Compare(IReadOnlyList<(byte[] Sequence, byte[] Quality)> reads, int completedAt)
    {
        var measure = new QualityMeasure();
        for (var number = 0; number < reads.Count; number++)
        {
            measure.Add(reads[number].Sequence, reads[number].Quality);
            if (number == completedAt)
            {
                measure.Complete();
            }
        }

        var complete = measure.Complete();
        var plain = new PlainCounts(reads);
        complete.TotalBases.ShouldBe(plain.Bases);
        complete.Q30Bases.ShouldBe(plain.Good);
        complete.Quality.Gc.ShouldBe(plain.Gc);
        (complete.Quality.Composition ?? []).Select(row => string.Join(' ', row)).ShouldBe(plain.Composition);
        (complete.Quality.Bases ?? []).Select(row => row[0]).ShouldBe(plain.Means);
        (complete.Quality.Bases ?? []).Select(row => row[1]).ShouldBe(plain.Medians);
        complete.Quality.Sequences.ShouldBe(plain.Sequences);
        Packed(complete).ShouldBe(Packed(complete with { Counts = OneByOne(reads) }));
    }

    /// <summary>The counts of measures of one read each, which no kernel has added up.</summary>
    private static QualityMeasure OneByOne(IReadOnlyList<(byte[] Sequence, byte[] Quality)> reads)
    {
        var joined = new QualityMeasure();
        foreach (var (sequence, quality) in reads)
        {
            var one = new QualityMeasure();
            one.Add(sequence, quality);
            joined.Add(one);
        }

        return joined;
    }

    private static byte[] Packed(ReadsMeasure measure) => measure.Counts!.Pack();

    private static int Row(char letter) => char.ToUpperInvariant(letter) switch
    {
        'G' => 0,
        'A' => 1,
        'T' or 'U' => 2,
        'C' => 3,
        _ => 4,
    };

    /// <summary>The definitions, one letter after another.</summary>
    private sealed class PlainCounts
    {
        private readonly int _offset;
        private readonly long[,] _bases;
        private readonly List<int>[] _qualities;

        public PlainCounts(IReadOnlyList<(byte[] Sequence, byte[] Quality)> reads)
        {
            var positions = Math.Min(ShownPositions, reads.Max(read => read.Sequence.Length));
            _offset = reads.SelectMany(read => read.Quality).DefaultIfEmpty((byte)FirstCharacter).Min() < 64 ? 33 : 64;
            var all = new long[5];
            _bases = new long[positions, 5];
            _qualities = [.. Enumerable.Range(0, positions).Select(_ => new List<int>())];
            foreach (var (sequence, quality) in reads.Where(read => read.Sequence.Length > 0))
            {
                for (var at = 0; at < sequence.Length; at++)
                {
                    Bases++;
                    Good += quality[at] - _offset >= 30 ? 1 : 0;
                    all[Row((char)sequence[at])]++;
                    if (at < positions)
                    {
                        _bases[at, Row((char)sequence[at])]++;
                        _qualities[at].Add(quality[at]);
                    }
                }

                Sequences[Math.Clamp((quality.Sum(character => (int)character) / quality.Length) - _offset, 0, 49)]++;
            }

            var known = all[0] + all[1] + all[2] + all[3];
            Gc = known == 0 ? null : (all[0] + all[3]) * 100 / known;
        }

        public long Bases { get; }

        public long Good { get; }

        public double? Gc { get; }

        public long[] Sequences { get; } = new long[50];

        public IEnumerable<double> Means => _qualities.Select(list => Rounding.ToEven(((double)list.Sum() / list.Count) - _offset, 3));

        /// <summary>FastQC's, which are the means where 100 reads or fewer have the position.</summary>
        public IEnumerable<double> Medians => _qualities.Zip(Means, (list, mean) => list.Count <= 100 ? mean : list.Order().ElementAt((list.Count * 50 / 100) - 1) - _offset);

        public IEnumerable<string> Composition => Enumerable.Range(0, _qualities.Length).Select(at =>
        {
            double all = _bases[at, 0] + _bases[at, 1] + _bases[at, 2] + _bases[at, 3];
            return string.Join(' ', Enumerable.Range(0, 4).Select(row => all == 0 ? 0 : Rounding.ToEven(_bases[at, row] * 100 / all, 1)));
        });
    }
}
