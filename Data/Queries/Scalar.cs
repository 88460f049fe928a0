using System.Globalization;
using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Data.Queries;

/// <summary>A value of a document or a filter as every engine compares it: null, a <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</summary>
internal static class Scalar
{
    /// <summary>A filter's value; dates become the text in which they are stored.</summary>
    public static object? Of(object? value) => value switch
    {
        null or bool or long or double or string => value,
        DateTimeOffset date => UtcDateConverter.Text(date),
        Enum member => Json.Word(member),
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => Of(JsonSerializer.SerializeToElement(value, value.GetType(), Json.Stored)),
    };

    /// <summary>A document's value; an array or an object is none, and equal to nothing.</summary>
    public static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        _ => null,
    };

    /// <summary>Null before numbers (false is 0, true is 1) before texts; texts by code point, as their UTF-8 sorts.</summary>
    public static int Compare(object? left, object? right)
    {
        var rank = Rank(left).CompareTo(Rank(right));
        return rank != 0 ? rank : (Number(left), Number(right)) switch
        {
            (null, null) => 0,
            (string a, string b) => CompareTexts(a, b),
            (long a, long b) => a.CompareTo(b),
            (long a, double b) => CompareMixed(a, b),
            (double a, long b) => -CompareMixed(b, a),
            (double a, double b) => a.CompareTo(b),
            var (a, b) => throw new ArgumentException($"{a} and {b} cannot be compared."),
        };
    }

    /// <summary>Whether both are of a kind, so that they lie in one order.</summary>
    public static bool AreComparable(object? left, object? right) => Rank(left) == Rank(right) && left is not null;

    private static int Rank(object? value) => value switch
    {
        null => 0,
        string => 2,
        _ => 1,
    };

    private static object? Number(object? value) => value is bool truth ? (truth ? 1L : 0L) : value;

    private static int CompareMixed(long whole, double real)
    {
        var rough = ((double)whole).CompareTo(real);
        return rough != 0 || real >= long.MaxValue ? rough != 0 ? rough : -1 : whole.CompareTo((long)real);
    }

    private static int CompareTexts(string left, string right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
            {
                // The halves of surrogate pairs lie below U+E000, and the characters that they make above U+FFFF.
                var (a, b) = (char.IsSurrogate(left[i]), char.IsSurrogate(right[i]));
                return a == b ? left[i].CompareTo(right[i]) : a ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
