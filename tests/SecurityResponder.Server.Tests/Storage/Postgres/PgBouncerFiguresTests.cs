namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>The suite of both stores through PgBouncer, where each transaction may get another session.</summary>
public sealed class PgBouncerTransactionFiguresTests(PostgresFixture postgres) : FiguresSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseBehindPgBouncerAsync("transaction"));
}

/// <summary>The suite of both stores through PgBouncer, where each connection has its own session.</summary>
public sealed class PgBouncerSessionFiguresTests(PostgresFixture postgres) : FiguresSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseBehindPgBouncerAsync("session"));
}
