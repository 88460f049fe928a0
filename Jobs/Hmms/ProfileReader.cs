using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.Hmms;

/// <summary>
/// Reads the heads of a file of profiles (HMMER 3, "HMMER User's Guide", section "HMMER profile HMM files"): each begins with a line <c>HMMER3/…</c>, has
/// NAME and LENG, and ends with <c>//</c>.
/// </summary>
internal sealed class ProfileReader
{
    private const string Prefix = "vFam_";
    private const string Head = "HMMER3/";

    private readonly Dictionary<int, ProfileHead> _profiles = [];
    private readonly List<Problem> _problems = [];
    private int _line;
    private bool _isIn;
    private int? _cluster;
    private int _length;
    private int _sequences;
    private bool _isProtein;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes, from their beginning; it can be set back.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">It is no file of profiles, or they cannot be told apart.</exception>
    public static async Task<ProfileSet> ReadAsync(Stream file, Func<long, Task> progress, CancellationToken cancellation)
    {
        await DemandHeadAsync(file, cancellation);
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Read, leaveOpen: true);
        using var lines = new StreamReader(hashed, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        var reader = new ProfileReader();
        var read = 0L;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            reader.Take(line);
            read += line.Length + 1;
            if (reader._line % 100_000 == 0)
            {
                await progress(read);
            }
        }

        reader.End();
        return new ProfileSet(Convert.ToHexStringLower(hash.Hash!), reader._profiles);
    }

    /// <summary>Looked at before lines are read, since what is no text may have none.</summary>
    private static async Task DemandHeadAsync(Stream file, CancellationToken cancellation)
    {
        var head = new byte[Head.Length];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        if (read > 0 && Encoding.ASCII.GetString(head, 0, read) != Head)
        {
            throw NoProfiles(1);
        }

        file.Position = 0;
    }

    private void Take(string line)
    {
        _line++;
        if (!_isIn)
        {
            Begin(line);
        }
        else if (line.StartsWith("NAME", StringComparison.Ordinal))
        {
            Name(Value(line));
        }
        else if (line.StartsWith("LENG", StringComparison.Ordinal))
        {
            _length = Number(Value(line)) ?? 0;
        }
        else if (line.StartsWith("NSEQ", StringComparison.Ordinal))
        {
            _sequences = Number(Value(line)) ?? 0;
        }
        else if (line.StartsWith("ALPH", StringComparison.Ordinal))
        {
            _isProtein = Value(line).Equals("amino", StringComparison.OrdinalIgnoreCase);
        }
        else if (line.StartsWith("//", StringComparison.Ordinal))
        {
            Close();
        }
    }

    private void Begin(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (!line.StartsWith(Head, StringComparison.Ordinal))
        {
            throw NoProfiles(_line);
        }

        (_isIn, _cluster, _length, _sequences, _isProtein) = (true, null, 0, 0, false);
    }

    private void Name(string name)
    {
        _cluster = name.StartsWith(Prefix, StringComparison.Ordinal) ? Number(name[Prefix.Length..]) : null;
        if (_cluster is null)
        {
            Add(name, "Its name has no number.", "Name profiles vFam_1, vFam_2 and so on: results find their annotations by the number.");
        }
    }

    private void Close()
    {
        _isIn = false;
        if (_cluster is not { } cluster)
        {
            return;
        }

        if (_length == 0 || !_isProtein)
        {
            Add($"{Prefix}{cluster}", _length == 0 ? "It has no columns." : "It is not of proteins.", "Make it anew of aligned proteins, with hmmbuild --amino.");
        }
        else if (!_profiles.TryAdd(cluster, new ProfileHead(_length, _sequences)))
        {
            Add($"{Prefix}{cluster}", "It is there twice.", "Leave one of the two out, or give it another number.");
        }
    }

    private void End()
    {
        if (_isIn)
        {
            throw new TaskFailedException(string.Create(CultureInfo.InvariantCulture, $"The file of profiles stops in the middle of a profile (line {_line}). Download or copy it again."));
        }

        if (_problems.Count > 0)
        {
            throw new TaskFailedException("The profiles cannot be used as they are, and nothing was changed.", _problems, _problems.Count);
        }

        if (_profiles.Count == 0)
        {
            throw new TaskFailedException("The file of profiles is empty. Take the text file that hmmbuild wrote.");
        }
    }

    private void Add(string name, string what, string todo) => _problems.Add(new Problem($"{name}, line {_line.ToString(CultureInfo.InvariantCulture)}", what, todo));

    private static TaskFailedException NoProfiles(int line) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The file of profiles is none of HMMER 3: line {line} does not begin with {Head}. Take the text file that hmmbuild wrote, not one that hmmpress made of it, nor one of HMMER 2."));

    private static string Value(string line) => line[4..].Trim();

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
