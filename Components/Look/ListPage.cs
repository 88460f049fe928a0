using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Components.Look;

/// <summary>A list with a search and pages, both kept in the address.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public abstract class ListPage<T> : ViewerPage
    where T : Document
{
    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    public string? Find { get; set; }

    /// <summary>Which page, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>The rows of this page; null until they were read.</summary>
    protected Live<T>? Rows { get; private set; }

    /// <summary>The page shown, from 1.</summary>
    protected int Page => Math.Max(1, Number ?? 1);

    /// <summary>"38 of 1,204 samples", or "1 sample".</summary>
    protected string Count(string one, string many) => _all is null || Rows is null || Rows.Total == _all.Total
        ? Words.Count(Rows?.Total ?? 0, one, many)
        : $"{Words.Number(Rows.Total)} of {Words.Count(_all.Total, one, many)}";

    /// <summary>There is nothing at all, whatever is searched for.</summary>
    protected bool IsEmpty => _all is { Total: 0 };

    private Live<T>? _all;

    /// <summary>What is listed.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="find">What is searched for; null for everything there is.</param>
    protected abstract Query<T> Search(Viewer viewer, string? find);

    /// <summary>Narrows the list by what else is in the address.</summary>
    protected virtual Query<T> Narrow(Query<T> query) => query;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var viewer = await ViewerAsync();
        _all = await WatchAsync("all", Search(viewer, null).Window(0, 1));
        Rows = await WatchAsync("rows", Narrow(Search(viewer, Find)).Window((Page - 1) * Pager.Size, Pager.Size));
    }

    /// <summary>The class of a row that just changed.</summary>
    protected string? Tint(T row) => Rows?.Changed.Contains(row.Id) == true ? "changed" : null;
}
