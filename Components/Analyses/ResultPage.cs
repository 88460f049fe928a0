using Microsoft.AspNetCore.Components;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>What an analysis that is ready has found: what every kind of result is given, and keeps in the address.</summary>
public abstract class ResultPage : ViewerPage
{
    /// <summary>One that is ready.</summary>
    [Parameter, EditorRequired]
    public Analysis Analysis { get; set; } = default!;

    /// <summary>The viewer may change the sample.</summary>
    [Parameter]
    public bool MayChange { get; set; }

    /// <summary>"all" with what is hidden at first.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>By what the list is sorted.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>"yes" in the opposite direction.</summary>
    [SupplyParameterFromQuery]
    public string? Turned { get; set; }

    /// <summary>"log" for a logarithmic axis of depth.</summary>
    [SupplyParameterFromQuery]
    public string? Depth { get; set; }

    /// <summary>"own": each drawing has a scale of its own.</summary>
    [SupplyParameterFromQuery]
    public string? Scale { get; set; }
}
