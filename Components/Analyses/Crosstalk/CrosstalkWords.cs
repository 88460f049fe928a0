using Virtool.Domain.Analyses.Crosstalk;

namespace Virtool.Components.Analyses.Crosstalk;

/// <summary>What people read for hits that may have come from another sample.</summary>
public static class CrosstalkWords
{
    /// <summary>The word of its mark.</summary>
    public static string Word(this CrosstalkKind kind) => kind switch
    {
        CrosstalkKind.SpillOver => "spill-over?",
        CrosstalkKind.NegativeControl => "in negative control",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The sign of its mark, where there is no room for the word.</summary>
    public static string Sign(this CrosstalkKind kind) => kind switch
    {
        CrosstalkKind.SpillOver => "S",
        CrosstalkKind.NegativeControl => "N",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
