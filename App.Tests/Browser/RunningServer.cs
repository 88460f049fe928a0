using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Virtool.App.Tests.Api;
using Virtool.App.Server;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Tests.Browser;

/// <summary>The whole server, in this process, on a free port of 127.0.0.1 and a data folder of its own, or one that several use.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "raspberry ringspot";

    private readonly WebApplication _application;
    private readonly bool _isFolderOwn;

    private RunningServer(WebApplication application, string folder, bool isFolderOwn)
    {
        _application = application;
        _isFolderOwn = isFolderOwn;
        Folder = folder;
        Address = new Uri(ServerHost.Addresses(application).First());
    }

    public Uri Address { get; }

    public string Folder { get; }

    public IServiceProvider Services => _application.Services;

    public static Task<RunningServer> StartAsync(CancellationToken cancellation) =>
        StartAsync(Directory.CreateTempSubdirectory("virtool-test-").FullName, isFolderOwn: true, [], cancellation);

    /// <summary>On a data folder that stays, with settings as <c>--Key=Value</c>.</summary>
    public static Task<RunningServer> StartAsync(string folder, IEnumerable<string> settings, CancellationToken cancellation) =>
        StartAsync(folder, isFolderOwn: false, settings, cancellation);

    /// <summary>With services that are others than usual, and settings as <c>--Key=Value</c>.</summary>
    public static Task<RunningServer> StartAsync(Action<IServiceCollection> change, CancellationToken cancellation, params IEnumerable<string> settings) =>
        StartAsync(Directory.CreateTempSubdirectory("virtool-test-").FullName, isFolderOwn: true, settings, cancellation, change);

    private static async Task<RunningServer> StartAsync(
        string folder, bool isFolderOwn, IEnumerable<string> settings, CancellationToken cancellation, Action<IServiceCollection>? change = null)
    {
        string[] usual = [$"--Data:Folder={folder}", "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--RateLimits:SignInsPerMinute=10000"];
        var application = ServerHost.Build([.. usual, .. settings], services => (change ?? (_ => { }))(services.HashQuickly()));
        await ServerHost.StartAsync(application, cancellation);
        return new RunningServer(application, folder, isFolderOwn);
    }

    /// <summary>Makes an administrator and signs a page in as one.</summary>
    public async Task SignInAsync(IPage page, CancellationToken cancellation)
    {
        await AddAdministratorAsync(cancellation);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name='Input.Handle']", "admin");
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    /// <summary>Makes the administrator, where there is no user yet.</summary>
    public async Task AddAdministratorAsync(CancellationToken cancellation)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserService>();
        if (!await users.AnyAsync(cancellation))
        {
            await users.CreateAsync(Viewer.Server, "admin", Password, administrator: true, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        if (_isFolderOwn)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
