namespace Virtool.Domain.Settings;

/// <summary>Which group new samples belong to.</summary>
public enum SampleGroupChoice
{
    /// <summary>None, unless one is chosen.</summary>
    None,

    /// <summary>One must be chosen.</summary>
    ForceChoice,

    /// <summary>The primary group of their owner, unless another is chosen.</summary>
    UsersPrimaryGroup,
}
