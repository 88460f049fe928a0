using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Bio.Orfs;
using Virtool.Data.Collections;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>A small set of profiles that is made of proteins by mafft and hmmbuild, and installed.</summary>
internal static class MadeProfiles
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The proteins of the longest reading frames of sequences.</summary>
    public static IReadOnlyList<string> Proteins(IEnumerable<string> sequences) =>
        [.. sequences.Select(sequence => OrfFinder.Find(sequence).MaxBy(orf => orf.Protein.Length)?.Protein).OfType<string>()];

    /// <summary>Makes a profile of each family of proteins, and installs them as a set.</summary>
    /// <param name="services">The server's.</param>
    /// <param name="folder">Where to work.</param>
    /// <param name="families">By name; the clusters are numbered from 1.</param>
    public static async Task InstallAsync(IServiceProvider services, string folder, params (string Name, IReadOnlyList<string> Proteins)[] families)
    {
        var path = services.GetRequiredService<DataFolder>().Profiles;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var profiles = File.Create(path))
        {
            foreach (var (index, family) in families.Index())
            {
                var cluster = index + 1;
                var (plain, aligned, profile) = (Path.Combine(folder, $"{cluster}.fa"), Path.Combine(folder, $"{cluster}.afa"), Path.Combine(folder, $"{cluster}.hmm"));
                await File.WriteAllTextAsync(plain, string.Concat(family.Proteins.Select((protein, at) => $">{at}\n{protein}\n")), Cancellation);
                await RunAsync("mafft", ["--quiet", "--auto", plain], aligned);
                await RunAsync("hmmbuild", ["--amino", "--informat", "afa", "-n", Hmm.NameOf(cluster), profile, aligned], null);
                await using var built = File.OpenRead(profile);
                await built.CopyToAsync(profiles, Cancellation);
            }
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, Cancellation)));
        foreach (var (index, family) in families.Index())
        {
            await services.GetRequiredService<Collection<Hmm>>().InsertAsync(
                new Hmm { Id = string.Create(CultureInfo.InvariantCulture, $"hmm{index + 1:00000}"), Set = "set00001", Cluster = index + 1, Names = [family.Name], Count = family.Proteins.Count, Length = family.Proteins.Max(protein => protein.Length), Families = new Dictionary<string, int> { ["Secoviridae"] = 1 } },
                Cancellation);
        }

        await services.GetRequiredService<Collection<HmmStatus>>().InsertAsync(new HmmStatus { Id = HmmStatus.OnlyId, Installed = true, Set = "set00001", Source = "made", Count = families.Length, Sha256 = sha256 }, Cancellation);
    }

    private static async Task RunAsync(string tool, string[] arguments, string? output)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }).ShouldNotBeNull();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, said[1]);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output, said[0], Cancellation);
        }
    }
}
