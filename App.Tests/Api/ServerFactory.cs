using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Domain.Users;

namespace Virtool.App.Tests.Api;

/// <summary>The whole server in this process, on a data folder of its own.</summary>
internal sealed class ServerFactory : WebApplicationFactory<Program>
{
    public const string Password = "raspberry ringspot";

    private readonly string _folder = Directory.CreateTempSubdirectory("virtool-test-").FullName;

    /// <summary>The data folder.</summary>
    public string Folder => _folder;

    /// <summary>Settings as <c>Key=Value</c>, set before the first client.</summary>
    public List<(string Key, string Value)> Settings { get; } = [];

    /// <summary>Where everything that is logged goes too; null: nowhere else.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>Sessions last by it.</summary>
    public TimeProvider SessionTime { get; init; } = TimeProvider.System;

    /// <summary>Lets the server ask those that stand in for others; before the first client.</summary>
    public void Ask(params IEnumerable<(string Key, string Value)> settings) =>
        Settings.AddRange([("Outgoing:Enabled", "true"), ("Outgoing:Proxy", "none"), ("Outgoing:Retries", "0"), .. settings]);

    /// <summary>The documents of a kind.</summary>
    public Collection<T> All<T>()
        where T : Document => Services.GetRequiredService<Collection<T>>();

    /// <summary>Waits until a task is complete; it must not fail.</summary>
    public Task DoneAsync(string taskId, CancellationToken cancellation) => Waiting.UntilAsync(async () => await All<ServerTask>().GetAsync(taskId, cancellation) switch
    {
        { State: TaskState.Complete } => true,
        { State: TaskState.Failed or TaskState.Cancelled } task => throw new InvalidOperationException($"The task was {task.State}: {task.Error}"),
        _ => false,
    });

    /// <summary>A client that is signed in as a new user.</summary>
    public async Task<HttpClient> SignInAsync(string handle, bool administrator, CancellationToken cancellation)
    {
        await AddUserAsync(handle, administrator, cancellation);
        return await SignInAgainAsync(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }), handle, cancellation);
    }

    /// <summary>Signs a client in as a user that there is.</summary>
    public static async Task<HttpClient> SignInAgainAsync(HttpClient client, string handle, CancellationToken cancellation)
    {
        using var answer = await SignInForm.PostAsync(client, handle, Password, cancellation);
        if ((int)answer.StatusCode is not (302 or 303))
        {
            throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
        }

        return client;
    }

    public async Task AddUserAsync(string handle, bool administrator, CancellationToken cancellation)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, handle, Password, administrator, cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Folder", _folder);
        builder.UseSetting("RateLimits:SignInsPerMinute", "10000");
        // A server of tests asks nobody, but those that a test gives it.
        builder.UseSetting("Outgoing:Enabled", "false");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        if (Log is not null)
        {
            builder.UseSetting("Logging:LogLevel:Default", "Debug");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Debug");
            builder.ConfigureServices(services => services.AddSingleton(Log));
        }

        builder.ConfigureServices(services =>
            services.HashQuickly().Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options => options.TimeProvider = SessionTime));
    }
}
