namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresFiguresTests(PostgresFixture postgres) : FiguresSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseAsync());
}
