using Npgsql;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresConnectionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_connection_has_short_timeouts_keepalives_and_a_name()
    {
        await using var source = PostgresConnections.Open("Host=db");
        var options = new NpgsqlConnectionStringBuilder(source.ConnectionString);

        Assert.Equal(
            ("security-responder-server", 3, 10, 1000, 10, 2),
            (options.ApplicationName, options.Timeout, options.CommandTimeout, options.CancellationTimeout, options.KeepAlive,
                options.HostRecheckSeconds));
    }

    [Theory]
    [InlineData("Host=db;Application Name=mine;Timeout=7;Command Timeout=8;Keepalive=9")]
    [InlineData("Host=db;ApplicationName=mine;Timeout=7;CommandTimeout=8;KeepAlive=9")]
    public async Task Options_of_the_setting_take_precedence(string setting)
    {
        await using var source = PostgresConnections.Open(setting);
        var options = new NpgsqlConnectionStringBuilder(source.ConnectionString);

        Assert.Equal(("mine", 7, 8, 9), (options.ApplicationName, options.Timeout, options.CommandTimeout, options.KeepAlive));
    }

    [Fact]
    public async Task The_name_is_shown_by_the_server() => Assert.Equal(
        "security-responder-server",
        await PostgresFixture.ScalarAsync(
            await postgres.NewDatabaseAsync(), "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"));

    [Fact]
    public async Task Of_several_hosts_the_one_that_answers_is_used()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync());
        database.Host = $"127.0.0.1:1,127.0.0.1:{database.Port}";

        Assert.Equal(1, await PostgresFixture.ScalarAsync(database.ConnectionString, "SELECT 1"));
    }
}
