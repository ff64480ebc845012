using Npgsql;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The way to PostgreSQL.</summary>
internal static class PostgresConnections
{
    private const string FilePrefix = "file:";

    /// <summary>Connections by a connection string; nothing is connected yet.</summary>
    /// <param name="setting">A connection string (<see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>), or
    /// <c>file:</c> and the path of a file that holds one. Of several hosts, the one that takes writes is used.</param>
    /// <exception cref="InvalidSettingsException">It is none.</exception>
    public static NpgsqlDataSource Open(string setting)
    {
        try
        {
            var text = setting.StartsWith(FilePrefix, StringComparison.Ordinal) ? File.ReadAllText(setting[FilePrefix.Length..]).Trim() : setting;
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
            // A network that is cut answers nothing at all: without this it would be waited for as long as the kernel likes.
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
