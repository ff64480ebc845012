namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresFleetTests(PostgresFixture postgres) : FleetSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseAsync());
}
