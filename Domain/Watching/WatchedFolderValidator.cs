using FluentValidation;
using Virtool.Domain.Files;

namespace Virtool.Domain.Watching;

/// <summary>Checks what an administrator sets of a watched folder.</summary>
public sealed class WatchedFolderValidator : AbstractValidator<WatchedFolder>
{
    /// <summary>For a server with this data folder, and beside other watched folders.</summary>
    public WatchedFolderValidator(DataFolder data, IEnumerable<WatchedFolder> others)
    {
        RuleFor(folder => folder.Path).NotEmpty().WithMessage("Give the folder's path.");
        RuleFor(folder => folder.Path).Must(Path.IsPathFullyQualified).When(folder => folder.Path.Length > 0)
            .WithMessage("Give the whole path of the folder, from the root (/) on.");
        RuleFor(folder => folder.Path).Must(path => !Owned(path, data)).When(folder => Path.IsPathFullyQualified(folder.Path))
            .WithMessage("This folder is the server's own: files copied there would be taken for its own. Choose another.");
        RuleFor(folder => folder.Path).Must(path => !others.Any(other => Overlap(path, other.Path))).When(folder => Path.IsPathFullyQualified(folder.Path))
            .WithMessage("This folder is watched already, or one above or below it is: its files would be taken twice. Choose another.");
        RuleFor(folder => folder.Takes).NotEmpty().WithMessage("Choose what is taken from the folder: reads, genomes of hosts, or both.");
        RuleFor(folder => folder.Takes).Must(takes => takes.All(type => type is FileType.Reads or FileType.Subtraction))
            .WithMessage("A watched folder takes reads and genomes of hosts; other files are uploaded.");
        RuleFor(folder => folder.SettleSeconds).InclusiveBetween(0.1, 3600)
            .WithMessage("A file may be given 0.1 to 3600 seconds to settle.");
        RuleFor(folder => folder.Rule).SetValidator(new ImportRuleValidator());
    }

    private static bool Overlap(string path, string other)
    {
        var (one, two) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), Path.TrimEndingDirectorySeparator(other));
        return Within(one, two) || Within(two, one);
    }

    private static bool Owned(string path, DataFolder data)
    {
        var wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Within(data.Root, wanted))
        {
            return true;
        }

        return Within(wanted, data.Root) && !Within(wanted, data.Watch);
    }

    private static bool Within(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
