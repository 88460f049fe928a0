using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Virtool.Components.Look;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.Components.Audit;

/// <summary>The audit trail, for administrators. What is asked for stands in the address.</summary>
public sealed partial class AuditPage : ListPage<AuditEntry>
{
    private static readonly IReadOnlyList<(string Word, string Text)> Actions =
        [.. Enum.GetValues<AuditAction>().Select(action => (Json.Word(action), Text(action)))];

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private IReadOnlySet<AuditThing> _there = new HashSet<AuditThing>();
    private bool _isRefused;

    /// <summary>Who did it: a name.</summary>
    [SupplyParameterFromQuery]
    public string? Who { get; set; }

    /// <summary>What was done.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    /// <summary>To things of which collection.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>To which thing.</summary>
    [SupplyParameterFromQuery]
    public string? Thing { get; set; }

    /// <summary>The first day.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    /// <summary>Reads the trail.</summary>
    [Inject]
    public required AuditService Service { get; init; }

    /// <summary>Names users and groups.</summary>
    [Inject]
    public required PrincipalNames Principals { get; init; }

    /// <summary>Knows what is there still.</summary>
    [Inject]
    public required ThingSight Sight { get; init; }

    /// <summary>Leads from address to address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private AuditFilter Filter => new(
        null,
        Who,
        Done is null ? null : Enum.GetValues<AuditAction>().Where(action => Json.Word(action) == Done).Cast<AuditAction?>().FirstOrDefault(),
        Kind,
        Thing,
        From is null ? null : AuditMoments.From(From),
        Until is null ? null : AuditMoments.Until(Until));

    private IEnumerable<(string Text, string Address)> Chips
    {
        get
        {
            if (Who is not null)
            {
                yield return ($"By {Who}", With("who", null));
            }

            if (Thing is not null)
            {
                yield return ($"Of one thing, {Thing}", With("thing", null));
            }
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _isRefused = !(await ViewerAsync()).Administrator;
        if (!_isRefused)
        {
            await base.OnParametersSetAsync();
            await LookAsync();
        }
    }

    /// <inheritdoc />
    protected override Task OnRenewedAsync() => LookAsync();

    /// <inheritdoc />
    protected override Query<AuditEntry> Search(Viewer viewer, string? find) => Service.Search(viewer, new AuditFilter(find));

    /// <inheritdoc />
    protected override Query<AuditEntry> Narrow(Query<AuditEntry> query) => query.Where(Filter.ToFilter());

    private static string Text(AuditAction action) => action switch
    {
        AuditAction.Created => "Made",
        AuditAction.Trashed => "Moved to the trash",
        AuditAction.Restored => "Brought back",
        AuditAction.SignedIn => "Signed in",
        AuditAction.SignInRefused => "Refused at the sign-in",
        AuditAction.SignedOut => "Signed out",
        _ => action.ToString(),
    };

    private async Task LookAsync()
    {
        if (Rows is null || _isRefused)
        {
            return;
        }

        _names = await Principals.OfAsync(AuditWords.PrincipalsIn(Rows.Items), Gone);
        _there = await Sight.ThereAsync(Rows.Items.Select(entry => entry.Thing), Gone);
    }

    private void Go(string field, ChangeEventArgs change) => Navigation.NavigateTo(With(field, change.Value as string));

    private string With(string field, string? value) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { [field] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null });

    private string Export(string format)
    {
        var asked = new Dictionary<string, string?>
        {
            ["format"] = format,
            ["find"] = string.IsNullOrWhiteSpace(Find) ? null : Find,
            ["user"] = Who,
            ["action"] = Done,
            ["collection"] = Kind,
            ["id"] = Thing,
            ["from"] = From,
            ["until"] = Until,
        };
        return QueryHelpers.AddQueryString("/api/audit/export", asked.Where(one => one.Value is not null));
    }
}
