using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Server;
using Virtool.Data.Collections;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;

namespace Virtool.Benchmarks.Live;

/// <summary>The whole server on a free port, with a user and some samples.</summary>
internal sealed class LiveLab : IAsyncDisposable
{
    /// <summary>The user that every page is signed in as.</summary>
    public const string Handle = "lab";

    /// <summary>Its password.</summary>
    public const string Password = "raspberry ringspot";

    private const int Count = 200;

    private readonly WebApplication _server;

    private LiveLab(WebApplication server)
    {
        _server = server;
        Address = ServerHost.Addresses(server).First();
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>The samples.</summary>
    public Collection<Sample> Samples => _server.Services.GetRequiredService<Collection<Sample>>();

    /// <summary>The sample at the head of the list.</summary>
    public static string Newest => IdOf(Count - 1);

    /// <summary>Starts it on a new data folder.</summary>
    public static async Task<LiveLab> StartAsync(string folder, CancellationToken cancellation)
    {
        var server = ServerHost.Build([$"--Data:Folder={folder}", "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await ServerHost.StartAsync(server, cancellation);
        var lab = new LiveLab(server);
        await using var scope = server.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserService>().CreateAsync(Viewer.Server, Handle, Password, administrator: false, cancellation);
        for (var number = 0; number < Count; number++)
        {
            await lab.Samples.InsertAsync(SampleOf(number, user.Document.Id), cancellation);
        }

        return lab;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }

    private static string IdOf(int number) => number.ToString("x8", CultureInfo.InvariantCulture);

    private static Sample SampleOf(int number, string user) => new()
    {
        Id = IdOf(number),
        Name = string.Create(CultureInfo.InvariantCulture, $"VT-{number:0000}"),
        CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        User = new Link(user, Handle),
        Host = "Apis mellifera",
        State = SampleState.Ready,
        Readers = RightsRules.Everyone,
    };
}
