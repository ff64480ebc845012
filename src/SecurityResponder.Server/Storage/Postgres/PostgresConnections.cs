using Npgsql;
using SecurityResponder.Files;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Creates connections to PostgreSQL.</summary>
internal static class PostgresConnections
{
    private const int MaxFileBytes = 64 << 10;
    private const string FilePrefix = "file:";

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
            var parameters = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parameters.Host))
            {
                throw new InvalidSettingsException("--postgres names no Host");
            }

            if (!parameters.ContainsKey("Timeout"))
            {
                parameters.Timeout = 5;
            }

            if (!parameters.ContainsKey("Application Name"))
            {
                parameters.ApplicationName = "security-responder-server";
            }

            // A network that drops packets sends no error: without keepalives, a command would wait as long as the kernel does.
            if (!parameters.ContainsKey("Keepalive"))
            {
                parameters.KeepAlive = 10;
            }

            if (!parameters.ContainsKey("Host Recheck Seconds"))
            {
                parameters.HostRecheckSeconds = 2;
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
