namespace SecurityResponder.Server.Tests.Storage.Sqlite;

public sealed class SqliteSnapshotTests : SnapshotSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) => await SqliteStoreUnderTest.StartAsync(now);
}
