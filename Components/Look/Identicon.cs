using System.Security.Cryptography;
using System.Text;

namespace Virtool.Components.Look;

/// <summary>The drawing by which a user is known again: five by five squares, alike left and right, of the SHA-256 of its id.</summary>
/// <param name="Tone">One of six colours, from 0.</param>
/// <param name="Path">The squares, on a grid of 5.</param>
public sealed record Identicon(int Tone, string Path)
{
    private const int Tones = 6;
    private const int Size = 5;

    /// <summary>Of an id.</summary>
    public static Identicon Of(string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        var path = new StringBuilder();
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                // The right half mirrors the left one; the bytes before the last decide.
                if (hash[(row * 3) + Math.Min(column, Size - 1 - column)] % 2 == 0)
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return new Identicon(hash[^1] % Tones, path.ToString());
    }
}
