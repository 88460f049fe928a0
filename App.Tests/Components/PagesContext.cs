using System.Runtime.ExceptionServices;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Components;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Files;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Files;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Processes;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Remote;
using Virtool.Jobs.Releases;
using Virtool.Jobs.Usage;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Components;

/// <summary>Pages on a real store in a folder of their own, with a circuit, looked at by an administrator until a test says otherwise.</summary>
public abstract class PagesContext : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private BunitAuthorizationContext? _session;

    private protected ManualTime Time { get; } = new();

    protected static Link Nina { get; } = new("user0001", "nina");

    protected static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    protected string Folder => _folder.Path;

    /// <summary>What may be asked of others; set before the first page.</summary>
    private protected Dictionary<string, string?> Outgoing { get; } = new() { ["Outgoing:Enabled"] = "false", ["Outgoing:Proxy"] = "none", ["Outgoing:Retries"] = "0" };

    public virtual async ValueTask InitializeAsync()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(100);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddData(_folder.Path, new DatabaseOptions());
        Services.AddSingleton(new DataFolder(_folder.Path));
        Services.AddSingleton(new ConfiguredLimits());
        Services.AddDomain();
        Services.AddSingleton(new Machine(8, 16));
        Services.AddOptions<ToolOptions>();
        Services.AddSingleton<HostLimits>().AddSingleton<LiveRuns>().AddSingleton<MachineMeter>().AddSingleton<UsageHistory>();
        Services.AddSingleton<Toolbox>().AddSingleton<JobLog>().AddSingleton<WorkflowCatalog>().AddSingleton<IWorkflow, PlainWorkflow>();
        Services.AddFiles(new ConfigurationBuilder().Build());
        Services.AddOutgoing(new ConfigurationBuilder().AddInMemoryCollection(Outgoing).Build()).AddSingleton<SoftwareReleases>();
        Services.AddReferenceTasks().AddRemoteReferences().AddHmms();
        Services.AddPages();
        _session = AddAuthorization();
        AddBunitPersistentComponentState();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        SignIn(administrator: true);
        await Services.EnsureCollectionsAsync(Cancellation);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void SignIn(bool administrator) => SignIn(new Viewer(Nina.Id, Nina.Name, administrator, new HashSet<Permission>()));

    /// <summary>Another looks, or the same with other rights; pages that are open are told so, as on a circuit.</summary>
    protected void SignIn(Viewer viewer)
    {
        _session!.SetAuthorized(viewer.Handle);
        _session.SetClaims([new Claim(ClaimTypes.NameIdentifier, viewer.UserId), .. ViewerClaims.Of(viewer)]);
    }

    protected Collection<T> Documents<T>()
        where T : Document => Services.GetRequiredService<Collection<T>>();

    protected Task<T> AddAsync<T>(T document)
        where T : Document => Documents<T>().InsertAsync(document, Cancellation);

    /// <summary>A page at an address, with what stands in its query.</summary>
    protected IRenderedComponent<T> At<T>(string address, Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>(parameters);
    }

    /// <summary>Waits until the page shows each of the texts; the clock goes on meanwhile.</summary>
    protected Task ShowsAsync<T>(IRenderedComponent<T> page, params string[] texts)
        where T : IComponent => UntilAsync(() =>
        {
            var shown = string.Join(' ', page.Nodes.Select(node => node.TextContent));
            foreach (var text in texts)
            {
                shown.ShouldContain(text, Case.Sensitive);
            }
        });

    /// <summary>Waits until an assertion holds; the clock goes on meanwhile.</summary>
    protected async Task UntilAsync(Action assertion)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (15 * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            if (Renderer.UnhandledException is { IsCompletedSuccessfully: true } broken)
            {
                ExceptionDispatchInfo.Throw(await broken);
            }

            try
            {
                await Renderer.Dispatcher.InvokeAsync(assertion);
                return;
            }
            catch (Exception exception) when (exception is ShouldAssertException or ElementNotFoundException && TimeProvider.System.GetTimestamp() < deadline)
            {
                Time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Delay(20, Cancellation);
            }
        }
    }
}
