using Virtool.App.Tests.Data;

namespace Virtool.App.Tests.Backups;

public sealed class MongoBackupTests : BackupContract
{
    private protected override async Task<Lab> MakeAsync() => new(await MongoDatabase.MakeAsync());
}
