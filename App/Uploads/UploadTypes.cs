using Virtool.Data.Documents;
using Virtool.Domain.Files;

namespace Virtool.App.Uploads;

/// <summary>The types of uploads by the names that the API gives them.</summary>
internal static class UploadTypes
{
    /// <summary>All of them, for a sentence.</summary>
    public static string Names => string.Join(", ", Enum.GetValues<FileType>().Select(type => Json.Word(type)));

    /// <summary>The type of a name; null where there is none.</summary>
    public static FileType? Of(string name)
    {
        foreach (var type in Enum.GetValues<FileType>())
        {
            if (Json.Word(type) == name)
            {
                return type;
            }
        }

        return null;
    }
}
