using Npgsql;
using SecurityResponder.Files;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Creates connections to PostgreSQL.</summary>
internal static class PostgresConnections
{
    private const int MaxFileBytes = 64 << 10;
    private const string FilePrefix = "file:";

    // They stand before the setting, which can name others. The timeouts are those of a person who waits for a page. A network that drops
    // packets sends no error: without keepalives, a command would wait as long as the kernel does. No session has a state to reset, and
    // behind PgBouncer the reset would reach the session of another client.
    private const string Defaults =
        "Application Name=security-responder-server;Timeout=3;Command Timeout=10;Cancellation Timeout=1000;Keepalive=10;"
        + "Host Recheck Seconds=2;No Reset On Close=true;";

    /// <summary>Creates a data source; it connects when it is used.</summary>
    /// <param name="setting">A connection string (<see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>), or
    /// <c>file:</c> and the path of a file that contains one. If it names several hosts, the primary is used.</param>
    /// <exception cref="InvalidSettingsException">The connection string is invalid.</exception>
    public static NpgsqlDataSource Open(string setting)
    {
        try
        {
            var text = setting.StartsWith(FilePrefix, StringComparison.Ordinal)
                ? RegularFile.ReadText(setting[FilePrefix.Length..], MaxFileBytes).Trim()
                : setting;
            var parameters = new NpgsqlConnectionStringBuilder(Defaults + text);
            if (string.IsNullOrEmpty(parameters.Host))
            {
                throw new InvalidSettingsException("--postgres names no Host");
            }

            var builder = new NpgsqlSlimDataSourceBuilder(parameters.ConnectionString);
            builder.EnableTransportSecurity().EnableArrays();
            return parameters.Host.Contains(',', StringComparison.Ordinal)
                ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
                : builder.Build();
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"--postgres: {exception.Message}");
        }
    }
}
