using System.Collections.Concurrent;
using SecurityResponder.Server.Storage.Postgres;

[assembly: AssemblyFixture(typeof(SecurityResponder.Server.Tests.Storage.Postgres.PostgresFixture))]

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>One PostgreSQL server for all tests, started by the first that needs it; each test has its own database.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync());
    private readonly ConcurrentDictionary<string, Lazy<Task<PgBouncer>>> _poolers = [];

    /// <summary>Creates an empty database; skips the test where PostgreSQL cannot run.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        return await (await _server.Value).NewDatabaseAsync();
    }

    /// <summary>Creates an empty database, and returns the connection string of a PgBouncer in front of it.</summary>
    /// <param name="poolMode"><c>session</c> or <c>transaction</c>.</param>
    public async Task<string> NewDatabaseBehindPgBouncerAsync(string poolMode)
    {
        Assert.SkipWhen(PgBouncer.Missing is not null, PgBouncer.Missing ?? "");
        var database = await NewDatabaseAsync();
        var port = (await _server.Value).Port;
        var pooler = await _poolers.GetOrAdd(poolMode, mode => new(() => PgBouncer.StartAsync(port, mode))).Value;
        return pooler.InFrontOf(database);
    }

    /// <summary>Returns the first column of the first row.</summary>
    public static async Task<object?> ScalarAsync(string database, string sql) => (await RowsAsync(database, sql))[0][0];

    /// <summary>Returns all rows.</summary>
    public static async Task<IReadOnlyList<object[]>> RowsAsync(string database, string sql)
    {
        await using var source = PostgresConnections.Open(database);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<object[]>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            all.Add(new object[rows.FieldCount]);
            rows.GetValues(all[^1]);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pooler in _poolers.Values)
        {
            await (await pooler.Value).DisposeAsync();
        }

        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
