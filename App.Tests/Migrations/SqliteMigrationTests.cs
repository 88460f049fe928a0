using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.Data.Changes;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;
using Virtool.Domain.Migrations;
using Xunit;

namespace Virtool.App.Tests.Migrations;

public sealed class SqliteMigrationTests : MigrationContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IDocumentStore> OpenAsync(IChangePublisher publisher) =>
        Task.FromResult<IDocumentStore>(new SqliteStore(_folder.File("virtool.db"), publisher, new SqliteOptions(DurableCommits: false)));

    protected override ValueTask CloseAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Migrations_leave_out_no_schema() =>
        Should.Throw<ArgumentException>(() => new Migrator(Store, [], [new Gap()], TimeProvider.System, NullLogger<Migrator>.Instance));

    private sealed class Gap : IMigration
    {
        public int Version => 3;

        public string Name => "a gap";

        public Task RunAsync(MigrationDocuments documents, CancellationToken cancellation) => Task.CompletedTask;
    }
}
