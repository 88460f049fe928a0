using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Components.References;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Components.Otus;

/// <summary>One virus: its isolates with their sequences, its segments, and all that was changed of it.</summary>
public sealed partial class OtuPage : ViewerPage
{
    private static readonly (string Key, string Text)[] Tabs = [("", "Isolates"), ("schema", "Segments"), ("history", "History")];

    private Viewer? _viewer;
    private Live<Reference>? _reference;
    private Live<Otu>? _otu;
    private Live<Sequence>? _sequences;
    private Live<Change>? _unbuilt;
    private OtuIssues? _issues;
    private (string, string, int)? _asked;
    private string? _obstacle;
    private Form _form;

    private enum Form
    {
        None,
        Otu,
        Removal,
    }

    /// <summary>The reference.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The virus.</summary>
    [Parameter]
    public string OtuId { get; set; } = "";

    /// <summary>Which tab.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Which isolate; null: the default one.</summary>
    [SupplyParameterFromQuery]
    public string? Isolate { get; set; }

    /// <summary>Which page of the history, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    /// <summary>Reads references.</summary>
    [Inject]
    public required ReferenceService References { get; init; }

    /// <summary>Changes viruses.</summary>
    [Inject]
    public required OtuService Service { get; init; }

    /// <summary>Goes back to the reference.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Shown => Tab is "schema" or "history" ? Tab : "";

    private JoinedOtu? Joined { get; set; }

    private string OtuFasta => $"/download/otus/{OtuId}";

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var reference = await WatchAsync("reference", References.Search(_viewer).Where(Where<Reference>.Is(one => one.Id, Id)));
        if (reference.Single is { } found)
        {
            await AskAsync(found);
        }

        _reference = reference;
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // It came into sight only now, or an index took changes: those that are left are others.
        if (_reference?.Single is { } found)
        {
            await AskAsync(found);
        }

        Join();
    }

    private async Task AskAsync(Reference reference)
    {
        var asked = (Id, OtuId, reference.Built);
        if (_asked == asked)
        {
            return;
        }

        _otu = await WatchAsync("otu", Service.ById(reference, OtuId));
        _sequences = await WatchAsync("sequences", Service.SequencesOf(reference, OtuId));
        _unbuilt = await WatchAsync("unbuilt", ChangeService.UnbuiltOf(reference, OtuId).Window(0, 1));
        _asked = asked;
        Join();
    }

    private void Join()
    {
        Joined = _otu?.Single is { } otu && _sequences is not null ? JoinedOtu.Of(otu, _sequences.Items) : null;
        _issues = Joined is null ? null : OtuIssues.Of(Joined);
    }

    private bool MayEdit(Reference reference) => _viewer!.Decide(reference, Right.ModifyOtu) && ReferenceWords.Obstacle(reference) is null;

    private Isolate? Selected(Otu otu) =>
        otu.Isolates.FirstOrDefault(isolate => isolate.Id == Isolate) ?? otu.Isolates.FirstOrDefault(isolate => isolate.Default) ?? (otu.Isolates is [var first, ..] ? first : null);

    private string Address(string tab) => $"/references/{Id}/viruses/{OtuId}{(tab.Length == 0 ? "" : $"?tab={tab}")}";

    private string Meta(Otu otu) => string.Join(
        " · ",
        new[]
        {
            otu.Abbreviation,
            Words.Count(otu.Isolates.Count, "isolate"),
            otu.TaxonId is { } taxon ? $"taxon {taxon} {otu.TaxonName}".TrimEnd() : otu.TaxonName,
            $"version {Words.Number(otu.Version)}",
            _unbuilt is { Total: > 0 } ? $"{Words.Count(_unbuilt.Total, "unbuilt change")}" : "",
        }.Where(part => part.Length > 0));

    private void Open(Form form) => (_form, _obstacle) = (_form == form ? Form.None : form, null);

    private void Close()
    {
        _form = Form.None;
        StateHasChanged();
    }

    private async Task EditAsync(OtuEdit edit)
    {
        await Service.EditAsync(_viewer!, OtuId, edit, Gone);
        Close();
    }

    private async Task RemoveAsync()
    {
        _obstacle = await Deed.TryAsync(() => Service.RemoveAsync(_viewer!, OtuId, Gone));
        Close();
        if (_obstacle is null)
        {
            ToReference();
        }
    }

    private void ToReference() => Navigation.NavigateTo($"/references/{Id}?tab=viruses");
}
