using System.Text;
using System.Text.RegularExpressions;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Tests.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Compares <c>docs/privacy.md</c> with the schemas of both stores: it lists every column, and no other.</summary>
public sealed partial class PrivacyDocumentTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_column_of_the_file_is_listed()
    {
        using var database = ReportDatabase.Open(_directory.File("reports.db"));
        var columns = database.InTransaction(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                SELECT t.name || '.' || c.name
                FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
                """;
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read())
            {
                found.Add(rows.GetString(0));
            }

            return found;
        });

        Assert.Equal(columns.Order(StringComparer.Ordinal), Listed("SQLite"));
    }

    [Fact]
    public async Task Every_column_of_PostgreSQL_is_listed()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using (var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await PostgresSchema.MigrateAsync(connection, TestContext.Current.CancellationToken);
        }

        await using var command = source.CreateCommand(
            "SELECT (table_name || '.' || column_name)::text FROM information_schema.columns WHERE table_schema = 'public'");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            columns.Add(rows.GetString(0));
        }

        Assert.Equal(columns.Order(StringComparer.Ordinal), Listed("PostgreSQL"));
    }

    [Fact]
    public void The_meaning_of_each_column_is_that_in_the_code()
    {
        var rows = Row().Matches(Document).ToDictionary(row => row.Groups[1].Value, row => row.Groups[3].Value);

        foreach (var column in ReportColumn.All)
        {
            Assert.Equal((column.Name, column.Meaning), (column.Name, rows[column.Name]));
        }
    }

    private static string Document =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(Repository.ResponderDocument)!, "privacy.md"), Encoding.UTF8);

    // | `column` | tables, followed by the name of the store if only one has it | meaning |
    private static IEnumerable<string> Listed(string store) => Row().Matches(Document)
        .SelectMany(row => Table().Matches(row.Groups[2].Value)
            .Where(table => table.Groups[2].Value == "" || table.Groups[2].Value == store)
            .Select(table => $"{table.Groups[1].Value}.{row.Groups[1].Value}"))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(\w+)` \| (.*?) \| (.*?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(\w+)(?: \((\w+)\))?(?:, |$)")]
    private static partial Regex Table();
}
