using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Virtool.Bio.Quality;

/// <summary>
/// Measures the quality of reads in one pass, by FastQC's definitions, without grouping positions. Positions behind the 10,000th count in every
/// total, but have no row of their own.
/// </summary>
public sealed partial class QualityMeasure
{
    private const int Positions = 10_000;
    private const int Characters = 96;
    private const byte FirstCharacter = 33;
    private const int Bases = 8;
    private const int Nucleotides = 4;
    private const int Good = 30;
    private const int Slots = 50;

    private readonly long[] _later = new long[Characters];
    private readonly long[] _laterBases = new long[Bases];
    private readonly long[] _means = new long[Characters];
    private readonly Dictionary<int, long> _lengths = [];
    private readonly RecentBases _recentBases = new();
    private int[] _qualities = [];
    private int[] _bases = [];
    private int _positions;
    private long _count;
    private int _lastLength = -1;
    private long _lastLengths;

    /// <summary>Adds a read.</summary>
    /// <param name="sequence">Its letters; lower case counts as upper case, everything but A, C, G and T (or U) as unknown.</param>
    /// <param name="quality">Its quality characters, 33 to 126, as many as letters.</param>
    public void Add(ReadOnlySpan<byte> sequence, ReadOnlySpan<byte> quality)
    {
        _count++;
        var length = sequence.Length;
        if (length != _lastLength)
        {
            SettleLengths();
            _lastLength = length;
        }

        _lastLengths++;
        if (length == 0)
        {
            return;
        }

        var shown = Math.Min(length, Positions);
        if (shown > _positions)
        {
            Grow(shown);
        }

        _recentBases.Add(sequence[..shown]);
        if (_recentBases.Reads == RecentBases.MostReads)
        {
            _recentBases.MoveTo(_bases, Bases);
        }

        var sum = AddQualities(quality[..shown]);
        for (var i = shown; i < length; i++)
        {
            _later[quality[i] - FirstCharacter]++;
            _laterBases[RecentBases.Row(sequence[i])]++;
            sum += quality[i];
        }

        _means[(sum / length) - FirstCharacter]++;
    }

    /// <summary>What was measured. Reads may be added afterwards, and the measure be completed again.</summary>
    public ReadsMeasure Complete()
    {
        Settle();
        var totals = Totals();
        var lowest = Array.FindIndex(totals, count => count > 0);
        var offset = lowest < 0 ? FirstCharacter : Offset(lowest + FirstCharacter);
        var lengths = _lengths.OrderBy(pair => pair.Key).Select(pair => new ReadLength(pair.Key, pair.Value)).ToArray();
        return new ReadsMeasure
        {
            TotalBases = totals.Sum(),
            Q30Bases = totals.Skip(offset + Good - FirstCharacter).Sum(),
            Lengths = lengths,
            Counts = this,
            Quality = _count == 0 ? new Quality { Count = 0 } : new Quality
            {
                Count = _count,
                Encoding = lowest < 0 ? null : Encoding(lowest + FirstCharacter),
                Length = [lengths[0].Length, lengths[^1].Length],
                Gc = Gc(),
                Bases = [.. Enumerable.Range(0, _positions).Select(at => BaseRow(at, offset))],
                Composition = [.. Enumerable.Range(0, _positions).Select(CompositionRow)],
                Sequences = Sequences(offset),
            },
        };
    }

    /// <summary>Counts the characters at each position; gives their sum. Eight at a time, which one load brings and three operations add up.</summary>
    private long AddQualities(ReadOnlySpan<byte> quality)
    {
        var counts = _qualities;
        var row = -FirstCharacter;
        long sum = 0;
        while (quality.Length >= 8)
        {
            var eight = BinaryPrimitives.ReadUInt64LittleEndian(quality);
            counts[row + (byte)eight]++;
            counts[row + Characters + (byte)(eight >> 8)]++;
            counts[row + (2 * Characters) + (byte)(eight >> 16)]++;
            counts[row + (3 * Characters) + (byte)(eight >> 24)]++;
            counts[row + (4 * Characters) + (byte)(eight >> 32)]++;
            counts[row + (5 * Characters) + (byte)(eight >> 40)]++;
            counts[row + (6 * Characters) + (byte)(eight >> 48)]++;
            counts[row + (7 * Characters) + (byte)(eight >> 56)]++;
            sum += Sum(eight);
            row += 8 * Characters;
            quality = quality[8..];
        }

        foreach (var character in quality)
        {
            counts[row + character]++;
            sum += character;
            row += Characters;
        }

        return sum;
    }

    /// <summary>The sum of eight bytes: of two each in four lanes of 16 bits, which the multiplication adds up in the highest one.</summary>
    private static long Sum(ulong eight)
    {
        const ulong Even = 0x00FF_00FF_00FF_00FF;
        return (long)(((eight & Even) + ((eight >> 8) & Even)) * 0x0001_0001_0001_0001 >> 48);
    }

    private void Grow(int positions)
    {
        _recentBases.MoveTo(_bases, Bases);
        _recentBases.Grow(positions);
        Array.Resize(ref _qualities, positions * Characters);
        Array.Resize(ref _bases, positions * Bases);
        _positions = positions;
    }

    /// <summary>Brings what is counted aside to the counts.</summary>
    private void Settle()
    {
        SettleLengths();
        _recentBases.MoveTo(_bases, Bases);
    }

    private void SettleLengths()
    {
        if (_lastLengths > 0)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_lengths, _lastLength, out _) += _lastLengths;
            _lastLengths = 0;
        }
    }

    private long[] Totals()
    {
        var totals = (long[])_later.Clone();
        for (var i = 0; i < _qualities.Length; i++)
        {
            totals[i % Characters] += _qualities[i];
        }

        return totals;
    }

    // FastQC, PhredEncoding: the offset follows from the lowest character of the file.
    private static int Offset(int lowest) => lowest < 64 ? 33 : 64;

    private static string Encoding(int lowest) => lowest switch
    {
        < 64 => "Sanger / Illumina 1.9",
        65 => "Illumina 1.3",
        _ => "Illumina 1.5",
    };

    private double? Gc()
    {
        var counts = (long[])_laterBases.Clone();
        for (var i = 0; i < _bases.Length; i++)
        {
            counts[i % Bases] += _bases[i];
        }

        var all = counts[0] + counts[1] + counts[2] + counts[3];
        return all == 0 ? null : (counts[0] + counts[3]) * 100 / all;
    }

    private IReadOnlyList<double> BaseRow(int position, int offset)
    {
        var counts = _qualities.AsSpan(position * Characters, Characters);
        long total = 0;
        long sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            sum += (long)counts[i] * (i + FirstCharacter);
        }

        var mean = Rounding.ToEven(((double)sum / total) - offset, 3);

        // FastQC gives no percentiles for a position that 100 reads or fewer have.
        return total <= 100
            ? [mean, mean, mean, mean, mean, mean]
            : [mean, Percentile(counts, total, 50, offset), Percentile(counts, total, 25, offset), Percentile(counts, total, 75, offset), Percentile(counts, total, 10, offset), Percentile(counts, total, 90, offset)];
    }

    // FastQC, QualityCount.getPercentile: the first character at which the running count reaches the percentage of the whole, rounded down.
    private static double Percentile(ReadOnlySpan<int> counts, long total, int percentile, int offset)
    {
        var wanted = total * percentile / 100;
        long passed = 0;
        for (var i = offset - FirstCharacter; i < counts.Length; i++)
        {
            passed += counts[i];
            if (passed >= wanted)
            {
                return i + FirstCharacter - offset;
            }
        }

        return 0;
    }

    private IReadOnlyList<double> CompositionRow(int position)
    {
        var counts = _bases.AsSpan(position * Bases, Nucleotides);
        double all = (long)counts[0] + counts[1] + counts[2] + counts[3];
        return all == 0
            ? [0, 0, 0, 0]
            : [Percent(counts[0], all), Percent(counts[1], all), Percent(counts[2], all), Percent(counts[3], all)];
    }

    private static double Percent(int count, double all) => Rounding.ToEven(count * 100 / all, 1);

    private long[] Sequences(int offset)
    {
        var slots = new long[Slots];
        for (var i = 0; i < _means.Length; i++)
        {
            slots[Math.Clamp(i + FirstCharacter - offset, 0, Slots - 1)] += _means[i];
        }

        return slots;
    }
}
