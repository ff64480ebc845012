namespace SecurityResponder.Server.Tests.Storing;

public sealed class PostgresFiguresTests(PostgresFixture postgres) : FiguresSuite
{
    private protected override async Task<IKeepingStore> StartAsync(DateTimeOffset now) =>
        await PostgresKeepingStore.StartAsync(now, await postgres.NewDatabaseAsync());
}
