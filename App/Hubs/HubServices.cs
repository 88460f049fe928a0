using Microsoft.AspNetCore.SignalR;

namespace Virtool.App.Hubs;

/// <summary>The change hub in the host.</summary>
internal static class HubServices
{
    /// <summary>Where the hub is.</summary>
    public const string Address = "/hubs/changes";

    /// <summary>What a client may send at once, in bytes: it has a sequence to say, and nothing else.</summary>
    private const long MaximumMessage = 1_024;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Registers it. Its options are its own: those of the pages' circuits stay as they are.</summary>
    public static void AddChangesHub(this IServiceCollection services)
    {
        services.AddSingleton<HubInterfaces>();
        services.AddSingleton<SharedDocuments>();
        services.AddSingleton<AudienceKeeper>();
        services.AddSingleton<ListenerParts>();
        services.AddSingleton<ChangeListeners>();
        services.AddSignalR().AddHubOptions<ChangesHub>(options =>
        {
            options.MaximumReceiveMessageSize = MaximumMessage;
            options.MaximumParallelInvocationsPerClient = 1;
            options.KeepAliveInterval = KeepAlive;
            options.ClientTimeoutInterval = Silence;
        });
    }

    /// <summary>Maps it, for those who are signed in. A connection does not outlive its session's cookie: with a renewed one the client connects again and carries on.</summary>
    public static void MapChangesHub(this WebApplication app) => app
        .MapHub<ChangesHub>(Address, options => options.CloseOnAuthenticationExpiration = true)
        .RequireAuthorization();
}
