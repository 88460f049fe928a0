using System.Net;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virtool.Jobs.Outgoing.GenBank;
using Virtool.Jobs.Outgoing.GitHub;

namespace Virtool.Jobs.Outgoing;

/// <summary>Registers what asks others.</summary>
internal static class OutgoingServices
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <summary>So that a service that has moved to another machine is found there.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Registers the client, with its settings checked at the start, and those who ask with it.</summary>
    public static IServiceCollection AddOutgoing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsRules>();
        services.AddOptions<OutgoingOptions>().Bind(configuration.GetSection(OutgoingOptions.Section)).ValidateOnStart();
        // The factory's own logging is taken away: it would write addresses with the keys that stand in them.
        services.AddHttpClient(OutgoingClient.Name, Prepare).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<IOptions<OutgoingOptions>>().Value));
        return services
            .AddSingleton<OutgoingClient>()
            .AddSingleton<GitHubReleases>()
            .AddSingleton<GenBankLookup>();
    }

    /// <summary>What the server calls itself.</summary>
    internal static string UserAgent() =>
        $"Virtool/{typeof(OutgoingServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"}";

    private static void Prepare(HttpClient client)
    {
        // Each request has its own.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent());
    }

    private static SocketsHttpHandler Handler(OutgoingOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectWithin,
            PooledConnectionLifetime = ConnectionLifetime,
        };
        if (options.Proxy == OutgoingOptionsRules.NoProxy)
        {
            handler.UseProxy = false;
        }
        else if (options.Proxy.Length > 0)
        {
            handler.Proxy = Proxy(new Uri(options.Proxy));
        }

        return handler;
    }

    private static WebProxy Proxy(Uri address)
    {
        var named = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        return new WebProxy(address) { Credentials = named[0].Length == 0 ? null : new NetworkCredential(named[0], named.ElementAtOrDefault(1)) };
    }
}
