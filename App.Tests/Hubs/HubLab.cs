using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Browser;
using Virtool.App.Tests.Components;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Subtractions;
using Virtool.Domain.Users;

namespace Virtool.App.Tests.Hubs;

/// <summary>A running server with users that are signed in, and their connections to the change hub.</summary>
internal sealed class HubLab : IAsyncDisposable
{
    private readonly List<HubClient> _clients = [];

    private HubLab(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public static async Task<HubLab> StartAsync(CancellationToken cancellation) => new(await RunningServer.StartAsync(cancellation));

    public Collection<T> Of<T>()
        where T : Document => Server.Services.GetRequiredService<Collection<T>>();

    /// <summary>A new user that is signed in.</summary>
    public async Task<Session> SignInAsync(string handle, CancellationToken cancellation, bool administrator = false)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserService>()
            .CreateAsync(Viewer.Server, handle, RunningServer.Password, administrator, cancellation);
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Server.Address };
        var answer = await SignInForm.PostAsync(client, handle, RunningServer.Password, cancellation);
        return (int)answer.StatusCode is 302 or 303
            ? new Session(account.Document, cookies)
            : throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
    }

    /// <summary>A connection of a user that is told nothing yet.</summary>
    public async Task<HubClient> ConnectAsync(Session session, CancellationToken cancellation)
    {
        var client = await HubClient.ConnectAsync(Server.Address, session.Cookies, cancellation);
        _clients.Add(client);
        return client;
    }

    /// <summary>A connection of a user that is told what changes from now on.</summary>
    public async Task<HubClient> ListenAsync(Session session, CancellationToken cancellation, bool isDeaf = false)
    {
        var client = await HubClient.BeginAsync(Server.Address, session.Cookies, cancellation, isDeaf);
        _clients.Add(client);
        return client;
    }

    /// <summary>Writes what everyone may see, and waits until a client is told: what was written before has been told too, where it is told.</summary>
    public async Task BarrierAsync(string id, HubClient client, CancellationToken cancellation)
    {
        await Of<Subtraction>().InsertAsync(ASubtraction(id), cancellation);
        await client.ChangeAsync("subtraction", id, cancellation);
    }

    public static Subtraction ASubtraction(string id) =>
        new() { Id = id, Name = id, File = new Link("file0000", "host.fa"), User = Made.Nina, JobId = "job00000" };

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    /// <summary>A user and the cookies of the session.</summary>
    internal sealed record Session(User User, CookieContainer Cookies)
    {
        /// <summary>The name by which the user is given rights.</summary>
        public string Principal => Principals.User(User.Id);
    }
}
