using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Virtool.App.Api;
using Virtool.App.Hubs;
using Virtool.App.Server.Security;
using Virtool.App.Uploads;
using Virtool.Components;
using Virtool.Components.Shell;
using Virtool.Data.Store;
using Virtool.Domain;
using Virtool.Domain.Backups;
using Virtool.Domain.Files;
using Virtool.Files;
using Virtool.Jobs;
using Virtool.Jobs.Blasts;
using Virtool.Jobs.Hmms;
using Virtool.Jobs.References;
using Virtool.Jobs.References.Remote;
using Virtool.Jobs.Workflows;

namespace Virtool.App.Server;

/// <summary>Builds the server out of the rooms.</summary>
internal static class ServerHost
{
    /// <summary>What a browser may send at once over its circuit, in bytes; the state of a prerendered page comes back by this way.</summary>
    private const long MaximumMessage = 4L << 20;

    /// <summary>A server that is not started yet.</summary>
    /// <param name="configuration">Settings as <c>--Key=Value</c>, which win over appsettings.json and the environment.</param>
    /// <param name="change">Services that are others than usual, for tests; null: none.</param>
    /// <exception cref="WrongSettingException">A setting is wrong.</exception>
    public static WebApplication Build(string[] configuration, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = configuration, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Virtool.App" });
        builder.WebHost.UseStaticWebAssets(); // From the build output too, whatever the environment.
        var settings = StartSettings.Read(builder.Configuration);
        LogToStandardError(builder.Logging);

        var data = new DataFolder(settings.Folder);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(settings.Limits);
        builder.Services.AddSingleton(settings.Security);
        builder.Services.AddRateLimits(settings.RateLimits);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddData(data.Root, settings.Database);
        builder.Services.AddDomain();
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddWorkflows();
        builder.Services.AddReferenceTasks();
        builder.Services.AddRemoteReferences();
        builder.Services.AddHmms();
        builder.Services.AddBlasts(builder.Configuration);
        builder.Services.AddFiles(builder.Configuration);
        builder.Services.AddSingleton<Beginning>();
        builder.Services.AddDataProtection().SetApplicationName("Virtool").PersistKeysToFileSystem(PrivateFolder.Make(data.Keys));
        builder.Services.AddSignIn();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddSignalR(options => options.MaximumReceiveMessageSize = MaximumMessage);
        builder.Services.AddChangesHub();
        builder.Services.AddSingleton<WholeAnalyses>();
        builder.Services.AddPages();
        change?.Invoke(builder.Services);
        return Configure(builder.Build());
    }

    /// <summary>Starts a server.</summary>
    /// <exception cref="StoreException">The data folder is in use, or cannot be used.</exception>
    /// <exception cref="Domain.Rights.RefusedException">The data are not whole.</exception>
    public static async Task StartAsync(WebApplication server, CancellationToken cancellation)
    {
        RestoreMark.Refuse(server.Services.GetRequiredService<DataFolder>());
        var beginning = server.Services.GetRequiredService<Beginning>();
        await beginning.RunAsync(cancellation);
        await server.StartAsync(cancellation);
        await beginning.SayFirstCodeAsync(cancellation);
    }

    /// <summary>Where a started server listens; nowhere, where it is a test's.</summary>
    public static IReadOnlyCollection<string> Addresses(WebApplication server) =>
        [.. server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    private static WebApplication Configure(WebApplication app)
    {
        var security = app.Services.GetRequiredService<ServerSecurity>();
        security.UseProxies(app);
        security.UseStrictTransport(app);
        app.UseSecurityHeaders();
        app.Use((context, next) =>
        {
            context.Response.Headers["X-Virtool-Version"] = Product.Version;
            return next(context);
        });
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseDatabaseAway();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseStaticFiles();
        app.UseAuthentication();
        app.UseSameOrigin();
        app.UseRateLimiter();
        app.UseActing();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapApi();
        app.MapUploads();
        app.MapReferenceDownloads();
        app.MapChangesHub();
        app.MapSession();
        // Who may frame a page is said with everything else.
        app.MapRazorComponents<Document>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
        return app;
    }

    /// <summary>Standard output carries results only.</summary>
    private static void LogToStandardError(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            options.UseUtcTimestamp = true;
        });
        // Its keys lie in a folder that only the server's user can read: it need not warn that they are not encrypted.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Files of the root wwwroot are served by the middleware; that they stand in no manifest is no news.
        logging.AddFilter("Microsoft.AspNetCore.Builder.StaticAssetDevelopmentRuntimeHandler", LogLevel.Error);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
