using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Invented clusters flood the responder while honest ones report. `make bench-flood` runs it for ten minutes with a thousand
/// honest clusters, the default quotas and the native program.</summary>
public sealed class FloodTests : IDisposable
{
    private static readonly int? BenchSeconds =
        int.TryParse(Environment.GetEnvironmentVariable("FLOOD_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(BenchSeconds ?? 3);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(BenchSeconds is null ? 1 : 20);
    private static readonly int Honest = BenchSeconds is null ? 40 : 1000;
    private static readonly (int NewClusters, int ClusterReports) Quotas = BenchSeconds is null ? (100, 20) : (10_000, 144);

    // The chart gives the container 256 MiB, of which .NET takes three quarters for its heap: 192 MiB, in hexadecimal digits.
    private static readonly Dictionary<string, string> Container = new() { ["DOTNET_GCHeapHardLimit"] = "C000000" };

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Database => DataDirectory.DatabaseIn(_data.Path);

    private long Bytes => new[] { Database, Database + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Honest_reports_are_kept_the_store_is_bounded_and_a_purge_leaves_exactly_the_honest_clusters(int networks)
    {
        var (honest, invented, memory) = await FloodAsync(networks);
        var (before, reports) = (Bytes, Count("report"));
        AssertEachIsKept(honest);
        var (clusters, repeated) = AssertBounded(networks);

        string[] purge = ["purge", "--data", _data.Path, "--match", $"os={InventedClusters.SystemName}*"];
        var preview = await RunAsync(purge);
        Assert.StartsWith($"Would delete {clusters} clusters with ", preview, StringComparison.Ordinal);
        Assert.Equal(reports, Count("report"));
        var done = await RunAsync([.. purge, "--yes"]);
        Assert.Equal(preview.Split('\n')[0].Replace("Would delete", "Deleted", StringComparison.Ordinal), done);
        AssertOnlyHonest(honest);
        Assert.InRange(Bytes, 1, (before / 3) + 100_000);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{invented}. {honest}. The store had {clusters} invented clusters in {before >> 20} MiB, at most {repeated} rows of one; "
            + $"after the purge {Bytes >> 10} KiB. The responder had {memory} MiB at most."));
    }

    private async Task<(HonestClusters Honest, InventedClusters Invented, long MemoryMegabytes)> FloodAsync(int networks)
    {
        using var server = await ServerProcess.StartAsync(
            _data.Path, environment: Container, arguments:
            [
                "--trusted-proxies", "127.0.0.0/8",
                "--new-clusters", Quotas.NewClusters.ToString(CultureInfo.InvariantCulture),
                "--cluster-reports", Quotas.ClusterReports.ToString(CultureInfo.InvariantCulture),
            ]);
        var honest = new HonestClusters(server.Client.BaseAddress!, Honest);
        var invented = new InventedClusters(server.Client.BaseAddress!, networks);
        await honest.BeginAsync(Cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        end.CancelAfter(Duration);
        await Task.WhenAll(invented.SendAsync(seed: networks, end.Token), honest.ReportAsync(Interval, end.Token));
        var memory = server.PeakMemoryMegabytes;
        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotMatch(" (fail|crit): ", server.Said);
        return (honest, invented, memory);
    }

    private void AssertEachIsKept(HonestClusters honest)
    {
        var secret = File.ReadAllBytes(_data.File("secret.key"));
        var rows = Rows("SELECT hex(cluster_id), count(*) FROM report GROUP BY 1").ToDictionary(row => row.Text, row => row.Number);

        Assert.Equal(0, honest.Unanswered);
        Assert.All(honest.Acknowledged, (acknowledged, cluster) => Assert.Equal(
            acknowledged, rows[Convert.ToHexString(StoredReport.Hash(HonestClusters.Id(cluster).ToString(), secret))]));
    }

    // Clusters that share a slot of the quotas with a known one are not new: with n known clusters, n of a million invented ones.
    private (long Clusters, long Repeated) AssertBounded(int networks)
    {
        var invented = Rows(
            $"SELECT hex(cluster_id), count(*) FROM report WHERE os LIKE '{InventedClusters.SystemName}%' GROUP BY 1");
        var repeated = invented.Max(row => row.Number);

        Assert.InRange(invented.Count, 1, networks * Quotas.NewClusters * 1.1);
        Assert.InRange(repeated, 1, Quotas.ClusterReports + 1);
        Assert.InRange(invented.Count(row => row.Number > 3), 0, InventedClusters.Repeating);
        return (invented.Count, repeated);
    }

    private void AssertOnlyHonest(HonestClusters honest)
    {
        foreach (var table in new[] { "report", "cluster", "cluster_day" })
        {
            Assert.Equal((table, Honest), (table, Rows($"SELECT '', count(DISTINCT cluster_id) FROM {table}").Single().Number));
        }

        Assert.Equal(honest.Acknowledged.Sum(), Count("report"));
    }

    private long Count(string table) => Rows($"SELECT '', count(*) FROM {table}").Single().Number;

    private List<(string Text, long Number)> Rows(string sql)
    {
        using var connection = ReportDatabase.Connect(Database, SqliteOpenMode.ReadOnly);
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<(string, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return rows;
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = ResponderProgram.Command(arguments, prefersNative: false);
        start.Environment["DOTNET_GCHeapHardLimit"] = Container["DOTNET_GCHeapHardLimit"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return output.TrimEnd('\n');
    }
}
