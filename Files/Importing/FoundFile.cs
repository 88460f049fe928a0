using Virtool.Domain.Files;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>A file that lies in a folder now.</summary>
/// <param name="Name">Below the folder, safe to show.</param>
/// <param name="Identity">Which content.</param>
/// <param name="Type">What it is taken for.</param>
internal readonly record struct FoundFile(string Name, FileIdentity Identity, FileType Type);
