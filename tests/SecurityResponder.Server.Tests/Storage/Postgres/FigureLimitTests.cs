using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class FigureLimitTests(PostgresFixture postgres)
{
    private const string InventedClusters =
        """
        INSERT INTO cluster (cluster_id, dev, received_at, report_id, app_version, kubernetes_version, os)
        SELECT decode(lpad(to_hex(i), 64, '0'), 'hex'), false, now(), gen_random_uuid(), 'v1.34.1+rke2r1', 'v1.34.1',
            CASE WHEN i <= 7 THEN 'SLES' ELSE repeat('x', 200) || i END
        FROM generate_series(1, 5000) i
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_any_number_of_values_the_most_frequent_are_read_and_the_rest_is_summed()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using (var connection = await source.OpenConnectionAsync(Cancelled))
        {
            await PostgresSchema.MigrateAsync(connection, Cancelled);
            await connection.ExecuteAsync(InventedClusters, Cancelled);
        }

        var figures = new Figures(new PostgresFigureStore(source), TimeProvider.System);
        var filter = FigureQuery.Default.ToFilter(DateTimeOffset.UtcNow);
        var values = await figures.CountByAsync("os", filter, Cancelled);
        var facts = new ReleaseFacts(null, DateTimeOffset.UnixEpoch);
        var counts = await Counts.ReadAsync(figures, facts, FigureQuery.Default, DateTimeOffset.UtcNow, Cancelled);

        Assert.Equal(IFigures.MaxValues, values.Count);
        Assert.Equal(new ValueCount("SLES", 7), values[0]);
        Assert.Equal((100, 5000), (counts.Tables["os"].Values.Count, counts.Tables["os"].Total));
        Assert.Equal(5000, counts.Total);
    }
}
