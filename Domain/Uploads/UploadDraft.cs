using Virtool.Domain.Files;

namespace Virtool.Domain.Uploads;

/// <summary>What is said of an upload before its bytes come.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Size">All its bytes.</param>
public sealed record UploadDraft(string Name, FileType Type, long Size);
