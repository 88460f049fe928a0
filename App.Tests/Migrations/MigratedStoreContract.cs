using Shouldly;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Migrations;

/// <summary>What is asked of migrations on an empty database; a class for each engine opens it.</summary>
public abstract class MigratedStoreContract : IAsyncLifetime
{
    private MigratedStore? _opened;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected IDocumentStore Store => _opened.ShouldNotBeNull().Store;

    public async ValueTask InitializeAsync() => _opened = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await (_opened?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<MigratedStore> OpenAsync();
}
