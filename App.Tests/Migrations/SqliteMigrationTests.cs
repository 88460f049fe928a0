using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Virtool.Domain.Migrations;
using Xunit;

namespace Virtool.App.Tests.Migrations;

public sealed class SqliteMigrationTests : MigrationContract
{
    private protected override Task<MigratedStore> OpenAsync() => MigratedStore.OnSqliteAsync();

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
