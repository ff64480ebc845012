using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A real PgBouncer on loopback, in front of a PostgreSQL server. It shares few sessions, and accepts no start-up options that are
/// not its own.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private readonly string _directory;
    private readonly int _port;
    private readonly Process _process;

    private PgBouncer(string directory, int port, Process process) => (_directory, _port, _process) = (directory, port, process);

    /// <summary>The reason why it cannot run here; null when it can.</summary>
    public static string? Missing =>
        File.Exists(Program) ? PostgresPrograms.Missing : "PgBouncer is not installed: run build/setup.sh test";

    /// <summary>Starts it.</summary>
    /// <param name="server">The port of the server.</param>
    /// <param name="poolMode"><c>session</c> or <c>transaction</c>.</param>
    public static async Task<PgBouncer> StartAsync(int server, string poolMode)
    {
        var directory = Directory.CreateTempSubdirectory("pgbouncer-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await File.WriteAllTextAsync(Path.Combine(directory, "users"), "\"postgres\" \"\"\n");
        await File.WriteAllTextAsync(
            Path.Combine(directory, "pgbouncer.ini"),
            $"""
            [databases]
            * = host=127.0.0.1 port={server}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {directory}/users
            pool_mode = {poolMode}
            default_pool_size = {(poolMode == "session" ? 8 : 2)}
            server_idle_timeout = 2
            server_login_retry = 1
            """);
        PostgresPrograms.Own(directory);
        var start = new ProcessStartInfo("runuser", ["-u", "postgres", "--", Program, "--quiet", Path.Combine(directory, "pgbouncer.ini")]);
        var pooler = new PgBouncer(directory, port, Process.Start(start)!);
        while (!await pooler.ListensAsync())
        {
            await Task.Delay(20);
        }

        return pooler;
    }

    /// <summary>Returns the connection string of a database through it.</summary>
    public string InFrontOf(string database) => new NpgsqlConnectionStringBuilder(database) { Port = _port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
