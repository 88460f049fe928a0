using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Components.References;

/// <summary>One reference: what it is, its viruses, its indexes, its history, and who may do what with it.</summary>
public sealed partial class ReferencePage : ViewerPage
{
    private static readonly (string Key, string Text)[] Tabs =
        [("", "Manage"), ("viruses", "Viruses"), ("indexes", "Indexes"), ("history", "History"), ("settings", "Settings and members")];

    private static readonly (string? Key, string Text)[] Kinds = [(null, "All"), ("unbuilt", "Unbuilt"), ("built", "Built")];

    private Viewer? _viewer;
    private Live<Reference>? _reference;
    private Live<ServerTask>? _tasks;
    private Live<Otu>? _broken;
    private Live<Change>? _unbuilt;
    private (Viewer, string, int)? _asked;

    /// <summary>The reference.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Which tab.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>What is searched for among the viruses.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    public string? Find { get; set; }

    /// <summary>Which of them, or which changes.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>Which page of the history, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    /// <summary>"yes": whether to build an index is asked.</summary>
    [SupplyParameterFromQuery]
    public string? Build { get; set; }

    /// <summary>Reads references.</summary>
    [Inject]
    public required ReferenceService References { get; init; }

    /// <summary>Reads their viruses.</summary>
    [Inject]
    public required OtuService Otus { get; init; }

    /// <summary>Reads what works on them.</summary>
    [Inject]
    public required TaskService Tasks { get; init; }

    /// <summary>Keeps what is shown in the address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Shown => Tab is "viruses" or "indexes" or "history" or "settings" ? Tab : "";

    private ServerTask? Going => _tasks?.Items.FirstOrDefault(task => task.State == TaskState.Running);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _viewer = await ViewerAsync();
        var reference = await WatchAsync("reference", References.Search(_viewer).Where(Where<Reference>.Is(one => one.Id, Id)));
        if (reference.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }

        _reference = reference;
    }

    /// <inheritdoc />
    protected override async Task OnRenewedAsync()
    {
        // It came into sight only now, or an index took changes: those that are left are others.
        if (_viewer is not null && _reference?.Single is { } found)
        {
            await AskAsync(_viewer, found);
        }
    }

    private async Task AskAsync(Viewer viewer, Reference reference)
    {
        var asked = (viewer, reference.Id, reference.Built);
        if (_asked == asked)
        {
            return;
        }

        _tasks = await WatchAsync("tasks", Tasks.ToShow(viewer, "references").Where(Where<ServerTask>.Is(task => task.Subject.Id, reference.Id)).Window(0, 10));
        _broken = await WatchAsync("broken", Otus.Search(reference, verified: false).Window(0, 1));
        _unbuilt = await WatchAsync("unbuilt", ChangeService.OfReference(reference, unbuilt: true).Window(0, 1));
        _asked = asked;
    }

    private (StateKind Kind, string Word) State(Reference reference) => ReferenceWords.State(reference);

    private bool MayEdit(Reference reference) => _viewer!.Decide(reference, Right.ModifyOtu) && ReferenceWords.Obstacle(reference) is null;

    private bool MayBuild(Reference reference) => _viewer!.Decide(reference, Right.Build) && reference is { Ready: true, Archived: false, TaskId: null };

    private string Address(string tab) => tab.Length == 0 ? $"/references/{Id}" : $"/references/{Id}?tab={tab}";

    private string Filter(string? show) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["show"] = show, ["page"] = null });

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
