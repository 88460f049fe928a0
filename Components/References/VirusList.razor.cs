using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Virtool.Components.Live;
using Virtool.Data.Queries;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.Components.References;

/// <summary>The viruses of a reference. However many they are, only those in sight and some around them are read and rendered.</summary>
public sealed partial class VirusList : LiveComponent
{
    /// <summary>As pages.css has it, in pixels.</summary>
    private const float RowHeight = 40;

    /// <summary>Rows that are kept ready above and below those in sight.</summary>
    private const int Overscan = 25;

    /// <summary>Rows that are rendered at the most: a high window's, and both overscans.</summary>
    private const int Most = 240;

    /// <summary>Rows that come with the page, before any script runs.</summary>
    private const int First = 40;

    private Virtualize<Otu>? _virtual;
    private Live<Otu>? _rows;
    private Live<Otu>? _all;
    private Live<Otu>? _broken;
    private Query<Otu> _base = new();
    private (string Id, string? Find, string? Show)? _asked;
    private bool _isServed;
    private bool _isAdding;

    /// <summary>Whose viruses they are.</summary>
    [Parameter, EditorRequired]
    public Reference Reference { get; set; } = default!;

    /// <summary>Who looks may change its viruses, and they can be changed now.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>What is searched for; null: nothing.</summary>
    [Parameter]
    public string? Find { get; set; }

    /// <summary>"mend": those to be mended; null: all.</summary>
    [Parameter]
    public string? Show { get; set; }

    /// <summary>Reads them.</summary>
    [Inject]
    public required OtuService Service { get; init; }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var asked = (Reference.Id, Find, Show);
        if (_asked == asked)
        {
            return;
        }

        _asked = asked;
        var all = Service.Search(Reference);
        _all = await WatchAsync("all", all.Window(0, 1));
        _broken = await WatchAsync("broken", Service.Search(Reference, verified: false).Window(0, 1));
        var wanted = Service.Search(Reference, Find, Show is "mend" ? false : null);
        var rows = await WatchAsync("rows", wanted.Window(0, First));
        (_base, _rows, _isServed) = (wanted, rows, false);
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => _virtual?.RefreshDataAsync() ?? Task.CompletedTask;

    /// <summary>The rows that scrolling wants: the one open window moves there, and stays live.</summary>
    private async ValueTask<ItemsProviderResult<Otu>> RowsAsync(ItemsProviderRequest request)
    {
        var window = _base.Window(request.StartIndex, Math.Max(1, request.Count));
        if (_rows!.Query != window)
        {
            await _rows.QueryAsync(window, request.CancellationToken);
        }

        if (!_isServed)
        {
            _isServed = true;
            _ = InvokeAsync(StateHasChanged);
        }

        return new ItemsProviderResult<Otu>(_rows.Items, (int)_rows.Total);
    }

    private string At(string? show) => Navigation.GetUriWithQueryParameter("show", show);
}
