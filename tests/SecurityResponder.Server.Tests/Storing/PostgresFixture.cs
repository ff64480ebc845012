[assembly: AssemblyFixture(typeof(SecurityResponder.Server.Tests.Storing.PostgresFixture))]

namespace SecurityResponder.Server.Tests.Storing;

/// <summary>One PostgreSQL for all tests, started by the first that needs it; each has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => PostgresServer.StartAsync());

    /// <summary>A new empty database; the test is skipped where there can be no PostgreSQL.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await (await _server.Value).NewDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }
}
