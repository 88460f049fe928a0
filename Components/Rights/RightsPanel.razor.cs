using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Groups;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Components.Rights;

/// <summary>Who may do what with one thing, whatever it is.</summary>
public sealed partial class RightsPanel : ViewerPage
{
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private Viewer? _viewer;
    private Live<Group>? _groups;
    private RightsDraft? _draft;
    private Link? _newOwner;
    private string _handle = "";
    private string _heir = "";
    private string? _said;
    private bool _isWrong;

    /// <summary>Whose it is.</summary>
    [Parameter, EditorRequired]
    public Link Owner { get; set; } = default!;

    /// <summary>What others may do with it.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Domain.Rights.Access> Access { get; set; } = [];

    /// <summary>What can be given.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RightColumn> Columns { get; set; } = [];

    /// <summary>Who looks may change them.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>Saves rights: those that were shown when the changing began, and those that are wanted.</summary>
    [Parameter, EditorRequired]
    public Func<IReadOnlyList<Domain.Rights.Access>, IReadOnlyList<Domain.Rights.Access>, Task> Save { get; set; } = default!;

    /// <summary>Gives the thing to another owner; null: that cannot be done here.</summary>
    [Parameter]
    public Func<Link, Task>? Give { get; set; }

    /// <summary>Names users and groups.</summary>
    [Inject]
    public required PrincipalNames People { get; init; }

    private RightsDraft Draft => _draft ?? RightsDraft.Of(Access);

    private bool IsEdited => _draft?.IsChanged == true;

    private IEnumerable<Group> Addable => _groups!.Items.Where(group => !Draft.Principal.Contains(Principals.Group(group.Id)));

    /// <summary>Who would lose sight of it.</summary>
    private string? Loss
    {
        get
        {
            var (lose, keep) = Draft.Sight(Owner);
            return lose.Count == 0
                ? null
                : lose.Contains(Principals.Everyone)
                    ? $"From then on only {Listed(keep)} and administrators see it. Everybody else loses sight of it, and of its analyses, jobs and files."
                    : $"From then on {Listed(lose)} {(lose.Count == 1 ? "does" : "do")} not see it any more, nor its analyses, jobs and files, unless by another right above.";
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        await NameAsync();
    }

    /// <inheritdoc />
    protected override async Task OnViewerAsync(Viewer viewer)
    {
        _viewer = viewer;
        _groups = await WatchAsync("groups", People.Groups);
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => NameAsync();

    private string Name(string principal) => principal == Principals.Everyone ? "Everyone" : _names.GetValueOrDefault(principal) ?? "…";

    private string Listed(IReadOnlyList<string> principals)
    {
        var names = principals.Select(principal => _names.GetValueOrDefault(principal) ?? "…").ToArray();
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private async Task NameAsync() => _names = await People.OfAsync(
        [.. Draft.Principal, .. Access.Select(one => one.Principal), .. (_draft?.Before ?? []).Select(one => one.Principal), Principals.User(Owner.Id)], Gone);

    private void Edit(Action<RightsDraft> change)
    {
        change(_draft ??= RightsDraft.Of(Access));
        (_said, _isWrong) = (null, false);
    }

    private void Set(string principal, Right right, bool given) => Edit(draft => draft.Set(principal, right, given));

    private Task AddGroup(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } id)
        {
            Edit(draft => draft.Add(Principals.Group(id)));
        }

        return NameAsync();
    }

    private async Task AddUserAsync()
    {
        Link? user = null;
        if (!Tell(await Deed.TryAsync(async () => user = await People.UserAsync(_handle, Gone)), null))
        {
            return;
        }

        _handle = "";
        if (user!.Id == Owner.Id)
        {
            _said = $"{user.Name} owns it, and may do everything already.";
            return;
        }

        Edit(draft => draft.Add(Principals.User(user.Id)));
        await NameAsync();
    }

    private async Task SaveAsync()
    {
        var draft = Draft;
        if (Tell(await Deed.TryAsync(() => Save(draft.Before, draft.After)), "Saved. It holds from now on, on open pages too."))
        {
            _draft = null;
        }
    }

    private void Undo() => (_draft, _said, _isWrong) = (null, null, false);

    private async Task AskOwnerAsync() => Tell(await Deed.TryAsync(async () => _newOwner = await People.UserAsync(_heir, Gone)), null);

    private async Task GiveAsync()
    {
        var heir = _newOwner!;
        (_newOwner, _heir) = (null, "");
        Tell(await Deed.TryAsync(() => Give!(heir)), $"It is {heir.Name}'s now.");
    }

    private bool Tell(string? obstacle, string? otherwise)
    {
        (_said, _isWrong) = (obstacle ?? otherwise, obstacle is not null);
        return obstacle is null;
    }
}
