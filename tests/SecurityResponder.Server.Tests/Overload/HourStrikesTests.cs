using System.Globalization;
using System.Net;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>At the full hour very many clusters report within one minute: a million are 16,667 a second, more than this machine can serve.
/// `make bench-hour` runs it with a million clusters and the native program.</summary>
public sealed class HourStrikesTests : IDisposable
{
    private const int PerSecond = 1_000_000 / 60;
    private const int MaxMemoryMegabytes = 256;

    // The program that these tests were built with brings its compiler along.
    private const int MaxMemoryMegabytesNotNative = 512;

    // The chart gives the container 256 MiB, of which .NET takes three quarters for its heap: 192 MiB, in hexadecimal digits.
    private static readonly Dictionary<string, string> Container = new() { ["DOTNET_GCHeapHardLimit"] = "C000000" };

    private static readonly int Clusters =
        int.TryParse(Environment.GetEnvironmentVariable("HOUR_CLUSTERS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_all_clusters_report_within_a_minute_no_acknowledged_report_is_lost(bool throughNginx)
    {
        using var server = await ServerProcess.StartNativeAsync(_data.Path, LongFeed(), Container);
        var address = new IPEndPoint(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        using var nginx = throughNginx ? await Nginx.StartAsync(_data, address) : null;
        using var fleet = new Fleet(Clusters, TimeSpan.FromSeconds((double)Clusters / PerSecond), nginx?.Address ?? address);
        await fleet.ReportAsync(TestContext.Current.CancellationToken);
        var memory = server.PeakMemoryMegabytes;
        Assert.Equal(0, await server.TerminateAsync());
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{(throughNginx ? "Through nginx" : "Directly")}: {fleet.Count}; the responder had {memory} MiB at most");

        Assert.Equal((Clusters, 0, 0), (fleet.Count.Answered + fleet.Count.GaveUp, fleet.Count.Untold, fleet.Count.Other));
        Assert.InRange(fleet.Count.Answered, throughNginx ? Clusters * 0.999 : 1, Clusters);
        Assert.InRange(memory, 1, ResponderProgram.IsNative ? MaxMemoryMegabytes : MaxMemoryMegabytesNotNative);
        Assert.DoesNotMatch(" (fail|crit): ", server.Said);
        AssertEachIsKept(fleet);
    }

    // A report may be stored and its answer lost with the connection: then the client sends it again.
    private void AssertEachIsKept(Fleet fleet)
    {
        var secret = File.ReadAllBytes(_data.File("secret.key"));
        var acknowledged = fleet.Answered
            .Select(number => Convert.ToHexString(StoredReport.Hash(ClusterCall.Id(number).ToString(), secret))).ToHashSet();
        var index = StoredReport.Columns.ToList().IndexOf("cluster_id");
        var rows = 0;
        foreach (var row in ReportDatabase.Read(_data.File("reports.db")))
        {
            rows++;
            acknowledged.Remove(Convert.ToHexString((byte[])row[index]!));
        }

        Assert.Empty(acknowledged);
        Assert.InRange(rows, fleet.Count.Answered, fleet.Count.Answered + fleet.Count.Broken);
    }

    // 37 releases with 18 CVE ids each, as the public service's answer.
    private string LongFeed()
    {
        static string Cves(int release) =>
            string.Join(',', Enumerable.Range(0, 18).Select(number => $"CVE-2026-{10_000 + (release * 31) + number}"));
        var releases = Enumerable.Range(0, 37).Select(release =>
            $$$"""{"name":"v1.{{{35 - (release / 13)}}}.{{{13 - (release % 13)}}}+rke2r1","""
            + $"\"releaseDate\":\"2026-08-04T20:09:56Z\",\"extraInfo\":{{\"cves\":\"{Cves(release)}\"}}}}");
        File.WriteAllText(_data.File("feed.json"), $$"""{"versions":[{{string.Join(',', releases)}}]}""");
        return _data.File("feed.json");
    }
}
