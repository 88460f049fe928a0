using System.Security.Cryptography;
using System.Text;
using Virtool.Data.Documents;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Xunit;

namespace Virtool.App.Tests.Files;

/// <summary>Files in the files directory, with their documents.</summary>
internal static class StoredFiles
{
    /// <summary>A file whose bytes are its name.</summary>
    public static async Task<StoredFile> AddAsync(FilesHost host, string name, Viewer? owner = null, bool reserved = false, DateTimeOffset? expiresAt = null)
    {
        var (id, bytes, cancellation) = (Ids.New(), Encoding.UTF8.GetBytes(name), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(host.Data.Files);

        // Reserved until both are there: a running server would take the one away before the other comes.
        await host.Files.InsertAsync(
            new StoredFile
            {
                Id = id,
                Name = name,
                User = owner is null ? null : new Link(owner.UserId, owner.Handle),
                UploadedAt = host.Clock.GetUtcNow(),
                ExpiresAt = expiresAt,
                Ready = true,
                Reserved = true,
                Size = bytes.Length,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                Readers = owner is null ? RightsRules.Everyone : [Principals.User(owner.UserId)],
            },
            cancellation);
        await File.WriteAllBytesAsync(host.Data.FilePath(id), bytes, cancellation);
        return (await host.Files.UpdateAsync(id, file => file with { Reserved = reserved }, cancellation))!;
    }
}
