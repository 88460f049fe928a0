using System.Text;

namespace Virtool.App.Api;

/// <summary>What downloaded files are called.</summary>
internal static class DownloadNames
{
    /// <summary>A name in lower case, without what file systems do not take.</summary>
    public static string Of(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            plain.Append(char.IsLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_');
        }

        return plain.ToString();
    }
}
