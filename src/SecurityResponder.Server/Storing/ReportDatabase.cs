using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Storing;

/// <summary>The reports in one SQLite file: <see href="https://sqlite.org/wal.html"/>, every commit synced to the disk.</summary>
internal sealed class ReportDatabase : IDisposable
{
    private const int SchemaVersion = 1;
    private const int LockedSeconds = 5;

    private static readonly string Columns = string.Join(", ", KeptReport.Columns);

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    private ReportDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText = $"INSERT INTO report ({Columns}) VALUES (${Columns.Replace(", ", ", $", StringComparison.Ordinal)})";
        foreach (var column in KeptReport.Columns) _insert.Parameters.Add(new SqliteParameter("$" + column, null));
    }

    /// <summary>Opens the file for writing; makes it and its table when they are missing.</summary>
    /// <exception cref="SqliteException">It is no database, is locked, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static ReportDatabase Open(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            Migrate(connection, file);
            return new ReportDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes reports in one transaction: all are on the disk, or none is.</summary>
    /// <exception cref="SqliteException">None is.</exception>
    public void Insert(IEnumerable<KeptReport> reports)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var report in reports)
        {
            for (var i = 0; i < report.Values.Count; i++) _insert.Parameters[i].Value = report.Values[i] ?? DBNull.Value;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>The reports of a file, oldest first, each as the values of <see cref="KeptReport.Columns"/>; it may be in use.</summary>
    /// <exception cref="SqliteException">It is no database.</exception>
    public static IEnumerable<object?[]> Read(string file)
    {
        using var connection = Connect(file, SqliteOpenMode.ReadOnly);
        using var select = connection.CreateCommand();
        select.CommandText = $"SELECT {Columns} FROM report ORDER BY id";
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            yield return [.. values.Select(value => value is DBNull ? null : value)];
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    // Pooling would keep a connection to a broken file alive.
    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = LockedSeconds };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    private static void Migrate(SqliteConnection connection, string file)
    {
        using var transaction = connection.BeginTransaction();
        var found = Version(connection, transaction);
        if (found > SchemaVersion) throw new InvalidDataException($"{file} has schema version {found}, this program knows {SchemaVersion}");
        if (found < 1) Execute(connection, Table(), transaction);
        Execute(connection, $"PRAGMA user_version = {SchemaVersion}", transaction);
        transaction.Commit();
    }

    private static string Table() =>
        "CREATE TABLE report (id INTEGER PRIMARY KEY, "
        + "received_at TEXT NOT NULL, app_version TEXT NOT NULL, kubernetes_version TEXT NOT NULL, "
        + string.Join(", ", ReportColumn.All.Select(column => $"{column.Name} {SqlType(column)}")) + ") STRICT";

    private static string SqlType(ReportColumn column) => column.Kind switch
    {
        ColumnKind.Count or ColumnKind.Truth => "INTEGER",
        ColumnKind.Mark => "INTEGER NOT NULL",
        ColumnKind.Id => "BLOB",
        ColumnKind.Text or ColumnKind.TextOrNone => "TEXT",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, column.Name),
    };

    private static long Version(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ("PRAGMA user_version", transaction);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
