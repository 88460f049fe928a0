using System.Globalization;
using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks how files are to be kept against the disk.</summary>
public sealed class FileSettingsValidator : AbstractValidator<FileSettings>
{
    /// <summary>The longest time in the trash, in days.</summary>
    public const double MostTrashDays = 3650;

    /// <summary>For a disk.</summary>
    /// <param name="disk">Its size in GB (2^30 bytes); null where nobody knows it.</param>
    public FileSettingsValidator(double? disk)
    {
        RuleFor(files => files.Margin).Must(margin => margin is null || (margin >= 0 && double.IsFinite(margin.Value) && (disk is null || margin < disk)))
            .WithMessage(files => disk is null
                ? string.Create(CultureInfo.InvariantCulture, $"The space that is kept free is 0 GB or more; you gave {files.Margin}.")
                : string.Create(CultureInfo.InvariantCulture, $"The space that is kept free is 0 GB or more, and less than the disk's {disk:0.#} GB; you gave {files.Margin}."));
        RuleFor(files => files.TrashDays).Must(days => days is null or (>= 0 and <= MostTrashDays))
            .WithMessage(files => string.Create(CultureInfo.InvariantCulture, $"What was removed is kept for 0 to {MostTrashDays} days; you gave {files.TrashDays}."));
    }
}
