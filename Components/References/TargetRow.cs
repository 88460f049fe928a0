using System.Globalization;
using Virtool.Domain.References;

namespace Virtool.Components.References;

/// <summary>A target as it is typed.</summary>
public sealed class TargetRow
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Free text.</summary>
    public string Description { get; set; } = "";

    /// <summary>Each isolate should have it.</summary>
    public bool Required { get; set; }

    /// <summary>In nucleotides; empty: not said.</summary>
    public string Length { get; set; } = "";

    /// <summary>The length is a number, or empty.</summary>
    public bool IsWhole => Length.Trim().Length == 0 || (int.TryParse(Length.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0);

    /// <summary>The target; its length only where that is a number.</summary>
    public Target Target => new(Name.Trim(), Description.Trim(), Required, IsWhole && Length.Trim().Length > 0 ? int.Parse(Length.Trim(), CultureInfo.InvariantCulture) : null);

    /// <summary>Of a target as it is.</summary>
    public static TargetRow Of(Target target) => new()
    {
        Name = target.Name,
        Description = target.Description,
        Required = target.Required,
        Length = target.Length?.ToString(CultureInfo.InvariantCulture) ?? "",
    };
}
