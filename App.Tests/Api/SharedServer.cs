using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Virtool.App.Tests.Api;

/// <summary>One server for the tests of a class that change nothing on it, with the member ann and the administrator root.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal ServerFactory Server { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await Server.AddUserAsync("ann", administrator: false, TestContext.Current.CancellationToken);
        await Server.AddUserAsync("root", administrator: true, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A client that nobody is signed in with.</summary>
    internal HttpClient Client() => Server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A client with a new session of ann or root.</summary>
    internal Task<HttpClient> SignInAsync(string handle, CancellationToken cancellation) => ServerFactory.SignInAgainAsync(Client(), handle, cancellation);
}
