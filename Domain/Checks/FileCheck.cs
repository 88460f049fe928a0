using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;

namespace Virtool.Domain.Checks;

/// <summary>
/// Compares what documents speak of with what lies in the data folder. It changes nothing, and can be run beside a server: what it finds is looked
/// at again in the end, since files move while it looks.
/// </summary>
/// <param name="expected">What documents speak of.</param>
/// <param name="known">Which documents there are for what lies there.</param>
/// <param name="data">The data folder.</param>
/// <param name="time">The clock.</param>
public sealed class FileCheck(ExpectedFiles expected, KnownPlaces known, DataFolder data, TimeProvider time)
{
    private const int Piece = 1 << 20;

    // Longer than a rename and the commit that follows it.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Checks.</summary>
    /// <param name="hash">Read every byte and compare hashes, where they are known; else sizes alone are compared.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<CheckReport> RunAsync(bool hash, CheckProgress progress, CancellationToken cancellation = default)
    {
        var all = await expected.NowAsync(cancellation);
        progress.Begin(hash ? Math.Max(1, all.Sum(file => file.Size ?? 0)) : all.Count);
        var suspects = new List<(Finding Finding, Func<Task<bool>> IsStillSo)>();
        foreach (var file in all)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await FindAsync(file, hash, progress, cancellation) is { } finding)
            {
                suspects.Add((finding, async () => await file.IsStillWanted(cancellation) && (finding.Kind != FindingKind.Missing || !IsThere(file))));
            }
        }

        await foreach (var (path, isKnown) in known.UnknownAsync(cancellation))
        {
            suspects.Add((Orphan(path), async () => Path.Exists(Path.Combine(data.Root, path)) && !await isKnown(cancellation)));
        }

        return new CheckReport(await ConfirmAsync(suspects, cancellation), all.Count, hash ? progress.Done : 0, hash);
    }

    private async Task<IReadOnlyList<Finding>> ConfirmAsync(List<(Finding Finding, Func<Task<bool>> IsStillSo)> suspects, CancellationToken cancellation)
    {
        if (suspects.Count > 0)
        {
            await Task.Delay(Moment, time, cancellation);
        }

        var findings = new List<Finding>();
        foreach (var (finding, isStillSo) in suspects)
        {
            if (await isStillSo())
            {
                findings.Add(finding);
            }
        }

        return [.. findings.OrderBy(finding => finding.Path, StringComparer.Ordinal)];
    }

    private async Task<Finding?> FindAsync(ExpectedFile file, bool hash, CheckProgress progress, CancellationToken cancellation)
    {
        if (!IsThere(file))
        {
            progress.Add(hash ? file.Size ?? 0 : 1);
            return new Finding(FindingKind.Missing, file.Path, file.Name, $"{file.What} {file.Name} is missing: {file.Path}. Bring it back from a backup, or remove its document.");
        }

        if (!hash)
        {
            progress.Add(1);
        }

        if (file.Size is not { } size)
        {
            return null;
        }

        try
        {
            var found = new FileInfo(Path.Combine(data.Root, file.Path)).Length;
            if (found != size)
            {
                return Changed(file, string.Create(CultureInfo.InvariantCulture, $"it has {found:N0} bytes and should have {size:N0}"));
            }

            return hash && file.Sha256 is { Length: > 0 } sha256 && await HashAsync(file, progress, cancellation) != sha256 ? Changed(file, "its bytes are others than when it was stored") : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // It was moved at this moment: where it is missing, the next check tells.
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Changed(file, $"it cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    private async Task<string> HashAsync(ExpectedFile file, CheckProgress progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = new FileStream(Path.Combine(data.Root, file.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            int count;
            while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                progress.Add(count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private bool IsThere(ExpectedFile file)
    {
        var path = Path.Combine(data.Root, file.Path);
        return file.Size is null ? Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() : File.Exists(path);
    }

    private static Finding Changed(ExpectedFile file, string how) => new(
        FindingKind.Changed, file.Path, file.Name, $"{file.What} {file.Name} has changed: {how} ({file.Path}). Bring it back from a backup, or import it again.");

    private static Finding Orphan(string path) => new(
        FindingKind.Orphaned, path, Path.GetFileName(path), $"No document speaks of {path}. Take it away, if nobody needs it.");
}
