using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using FluentValidation.Results;
using Virtool.App.Api;
using Virtool.Domain.Files;
using Virtool.Domain.Uploads;
using Virtool.Files.Uploads;

namespace Virtool.App.Uploads;

/// <summary>Headers of the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload).</summary>
internal static class TusProtocol
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,termination,expiration,checksum";
    public const string ChecksumAlgorithms = "sha1,sha256";
    public const string ContentType = "application/offset+octet-stream";

    /// <summary>The status that the protocol gives to bytes with another checksum.</summary>
    public const int ChecksumMismatch = 460;

    private const string NameKey = "filename";
    private const string TypeKey = "type";

    /// <summary>What <c>Upload-Length</c> and <c>Upload-Metadata</c> say of a new upload.</summary>
    /// <exception cref="ValidationException">One of them is wrong.</exception>
    public static UploadDraft Draft(HttpRequest request)
    {
        var metadata = Metadata(request.Headers["Upload-Metadata"].ToString());
        var size = Number(request, "Upload-Length") ?? throw Wrong("Upload-Length", "Say how many bytes the file has; a length that is said later is not taken.");
        var type = metadata.GetValueOrDefault(TypeKey) is { Length: > 0 } word ? UploadTypes.Of(word) : FileType.Reads;
        return new UploadDraft(
            metadata.GetValueOrDefault(NameKey) ?? "", type ?? throw Wrong("Upload-Metadata", $"type is one of {UploadTypes.Names}."), size);
    }

    /// <summary><c>Upload-Metadata</c> of an upload.</summary>
    public static string Metadata(Upload upload) => $"{NameKey} {Base64(upload.Name)},{TypeKey} {Base64(Data.Documents.Json.Word(upload.Type))}";

    /// <summary>A header with a number from 0; null where it is missing.</summary>
    /// <exception cref="ValidationException">It is no such number.</exception>
    public static long? Number(HttpRequest request, string header)
    {
        if (!request.Headers.TryGetValue(header, out var text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(header, $"{header} is a whole number from 0.");
    }

    /// <summary><c>Upload-Checksum</c>; null where it is missing.</summary>
    /// <exception cref="ValidationException">It is of no known kind.</exception>
    public static UploadChecksum? Checksum(HttpRequest request)
    {
        if (request.Headers["Upload-Checksum"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        var parts = text.Split(' ');
        var algorithm = parts[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            _ => throw Wrong("Upload-Checksum", $"The checksum is one of {ChecksumAlgorithms}."),
        };
        return new UploadChecksum(algorithm, parts.Length == 2 ? Bytes(parts[1], "Upload-Checksum") : throw Wrong("Upload-Checksum", "The checksum is missing."));
    }

    /// <summary>An error of a header.</summary>
    public static ValidationException Wrong(string header, string message) => new([new ValidationFailure(header, message)]);

    private static Dictionary<string, string> Metadata(string header)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            found[parts[0]] = parts.Length == 2 ? Encoding.UTF8.GetString(Bytes(parts[1], "Upload-Metadata")) : "";
        }

        return found;
    }

    private static byte[] Bytes(string base64, string header)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw Wrong(header, $"{header} is not right: a value of it is no Base64.");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
