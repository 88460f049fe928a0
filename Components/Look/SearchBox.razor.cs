using Microsoft.AspNetCore.Components;

namespace Virtool.Components.Look;

/// <summary>A field whose words stand in the address a moment after they were typed.</summary>
public partial class SearchBox
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<string> _sent = [];
    private string _typed = "";
    private string _term = "";
    private int _turn;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>What is searched for now.</summary>
    [Parameter, EditorRequired]
    public string? Term { get; set; }

    /// <summary>What can be searched by.</summary>
    [Parameter, EditorRequired]
    public string Hint { get; set; } = "";

    /// <summary>
    /// An address of our own comes back a while after it was sent, and by then more may have been typed:
    /// only what came from elsewhere (a link, the way back) takes the place of what stands in the field.
    /// </summary>
    protected override void OnParametersSet()
    {
        var term = Term ?? "";
        if (term == _term)
        {
            return;
        }
        _term = term;
        var own = _sent.IndexOf(term);
        if (own >= 0)
        {
            _sent.RemoveRange(0, own + 1);
            return;
        }
        _sent.Clear();
        _turn++;
        _typed = term;
    }

    private async Task TypeAsync(string? typed)
    {
        _typed = typed ?? "";
        var turn = ++_turn;
        await Task.Delay(Pause, Time);
        if (turn == _turn)
        {
            Go();
        }
    }

    private void Go()
    {
        _turn++;
        var term = _typed.Trim();
        if (term != _sent.LastOrDefault(_term))
        {
            _sent.Add(term);
        }
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["find"] = term.Length == 0 ? null : term, ["page"] = null }),
            replace: true);
    }
}
