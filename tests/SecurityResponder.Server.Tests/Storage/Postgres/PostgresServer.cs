using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SecurityResponder.Server.Tests.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A real PostgreSQL server on loopback, with a new directory and a free port.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly SmallDisk? _disk;
    private readonly string _directory;

    private PostgresServer(string directory, SmallDisk? disk, int port) => (_directory, _disk, Port) = (directory, disk, port);

    public int Port { get; }

    public string ConnectionString => Connect("postgres");

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Creates a server and starts it. It syncs to the disk as any other: its commits survive a crash.</summary>
    /// <param name="diskMegabytes">The size of its own file system in memory; 0 for the disk of the machine.</param>
    public static async Task<PostgresServer> StartAsync(int diskMegabytes = 0)
    {
        var server = New(diskMegabytes);
        await PostgresPrograms.RunAsync(
            "initdb", "--pgdata", server.Data, "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
            "--username", "postgres", "--no-sync");
        await File.AppendAllTextAsync(
            Path.Combine(server.Data, "postgresql.conf"),
            "max_connections = 60\nhot_standby = on\nwal_level = replica\nshared_buffers = 32MB\n");
        // By default the log alone, which may grow to a gigabyte, would fill a small disk again.
        if (diskMegabytes > 0)
        {
            await File.AppendAllTextAsync(Path.Combine(server.Data, "postgresql.conf"), "max_wal_size = 64MB\n");
        }

        await server.ContinueAsync();
        return server;
    }

    /// <summary>Starts a standby that follows this server by streaming replication.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        var standby = New();
        await PostgresPrograms.RunAsync(
            "pg_basebackup", "--pgdata", standby.Data, "--host", "127.0.0.1", "--port", Text(Port), "--username", "postgres",
            "--write-recovery-conf", "--checkpoint", "fast", "--no-sync");
        await standby.ContinueAsync();
        return standby;
    }

    /// <summary>Returns the connection string of one of its databases.</summary>
    public string Connect(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return Connect(name);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs an action while a table is locked.</summary>
    public async Task LockedAsync(string table, Func<Task> actionAsync)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {table}", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await actionAsync();
    }

    /// <summary>Starts it, for the first time or again.</summary>
    public Task ContinueAsync() => PostgresPrograms.RunAsync(
        "pg_ctl", "start", "--wait", "--pgdata", Data, "--log", Path.Combine(_directory, "log"),
        "--options", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory}");

    /// <summary>Promotes a standby to primary.</summary>
    public Task PromoteAsync() => PostgresPrograms.RunAsync("pg_ctl", "promote", "--wait", "--pgdata", Data);

    /// <summary>Sends a signal to all its processes, which simulates a crash or a pause of its machine.</summary>
    public async Task SignalAsync(string signal)
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        var children = await PostgresPrograms.OutputAsync("ps", "-o", "pid=", "--ppid", postmaster);
        string[] all = [postmaster, .. children.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        // A process may have ended since it was listed.
        await PostgresPrograms.OutputAsync("kill", ["-" + signal, .. all]);
        if (signal != "KILL")
        {
            return;
        }

        while (all.Any(pid => Directory.Exists("/proc/" + pid)))
        {
            await Task.Delay(10);
        }

        // A restarted machine does not find it either.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Fills its file system completely.</summary>
    public Task FillDiskAsync() => _disk!.FillAsync();

    /// <summary>Frees the space again, and starts the server if it has stopped: it stops when it cannot write its log.</summary>
    public async Task FreeDiskAsync()
    {
        _disk!.Free();
        // It may still be stopping: check until it answers.
        while (!await AnswersAsync())
        {
            if (!await PostgresPrograms.IsRunningAsync(Data))
            {
                await ContinueAsync();
            }

            await Task.Delay(100);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await SignalAsync("KILL");
        }

        _disk?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static PostgresServer New(int diskMegabytes = 0)
    {
        var directory = Directory.CreateTempSubdirectory("postgres-").FullName;
        var disk = diskMegabytes > 0 ? new SmallDisk(directory, diskMegabytes) : null;
        PostgresPrograms.Own(directory);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return new PostgresServer(directory, disk, ((IPEndPoint)free.LocalEndpoint).Port);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
