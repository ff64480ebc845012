using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Releases;
using SecurityResponder.Server.Checks;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>Quotas for what is recorded. At first, one cluster or network could fill the disk.</summary>
public sealed class QuotaTests : IDisposable
{
    private const string Honest = "53741f60-f208-48fc-ae81-8a969510a598";

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_cluster_that_reports_without_an_end_takes_one_row_more_than_its_quota_and_others_are_recorded()
    {
        await using var responder = await StartAsync(options => options with { ClusterReportsPerDay = 3 });
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(200, await SendAsync(responder, "flooding", "203.0.113.5"));
        }

        Assert.Equal(200, await SendAsync(responder, Honest, "203.0.113.5"));

        Assert.Equal(3 + 1 + 1, responder.Kept.Count);
        Assert.Equal(3, responder.Counted["responder.report.replaced cluster_reports"]);
    }

    [Fact]
    public async Task A_cluster_that_sends_long_reports_takes_one_row_more_than_its_bytes_allow()
    {
        await using var responder = await StartAsync(options => options with { ClusterBytesPerDay = 20_000 });
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await SendAsync(responder, "flooding", "203.0.113.5", padding: 6_000));
        }

        Assert.Equal(3 + 1, responder.Kept.Count);
        Assert.Equal(7, responder.Counted["responder.report.replaced cluster_bytes"]);
    }

    [Fact]
    public async Task The_newest_report_over_the_quota_is_the_state_of_the_cluster()
    {
        await using var responder = await StartAsync(options => options with { ClusterReportsPerDay = 2 });
        for (var i = 0; i < 9; i++)
        {
            await SendAsync(responder, Honest, "203.0.113.5", version: $"v1.34.{i}");
        }

        Assert.Equal(["v1.34.0", "v1.34.1", "v1.34.8"], responder.Kept.Select(kept => kept["app_version"]));
        while (await responder.Store.ExecuteAsync(ClusterDerivation.DeriveNext, TestContext.Current.CancellationToken) > 0)
        {
            continue;
        }

        Assert.Equal("v1.34.8", Scalar(responder, "SELECT app_version FROM cluster"));
        Assert.Equal("v1.34.8", Scalar(responder, "SELECT r.app_version FROM cluster_day d JOIN report r ON r.report_id = d.report_id"));
    }

    [Fact]
    public async Task Reports_that_are_lost_do_not_count()
    {
        await using var responder = await StartAsync(options => options with { ClusterReportsPerDay = 3, NewClustersPerDay = 100 });
        using (var other = ReportDatabase.Connect(responder.Database, SqliteOpenMode.ReadWrite))
        {
            using var held = other.BeginTransaction();
            for (var i = 0; i < 110; i++)
            {
                Assert.Equal(200, await SendAsync(responder, $"lost-{i / 2}", "203.0.113.5"));
            }
        }

        Assert.Equal(110, responder.Store.Lost);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(200, await SendAsync(responder, $"lost-{i % 34}", "203.0.113.5"));
        }

        Assert.Equal(100, responder.Kept.Count);
        Assert.False(responder.Counted.ContainsKey("responder.report.replaced"));
    }

    [Fact]
    public void A_report_that_is_taken_back_does_not_count()
    {
        var quotas = Quotas(new QuotaLimits(1, null, 100), new FakeTimeProvider(), new Lines());
        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<QuotaDecision.Within>(quotas.Decide(Report(Honest), new DefaultHttpContext(), 700)).TakeBack();
        }

        Assert.Equal([null, Quota.ClusterReports], Enumerable.Range(0, 2).Select(_ => Exceeded(quotas, Honest)));
    }

    [Fact]
    public void Only_so_many_clusters_over_their_quota_are_recorded_further()
    {
        var today = new RecordedToday(new DateOnly(2026, 11, 30), null);

        Assert.All(Enumerable.Range(0, RecordedToday.MaxReplacing), cluster => Assert.True(today.MayReplace(cluster)));
        Assert.False(today.MayReplace(RecordedToday.MaxReplacing));
        Assert.True(today.MayReplace(7));
    }

    // Otherwise each cluster that is invented would be over the quota of its bytes, and never one of the new clusters of its network.
    [Fact]
    public void The_first_report_of_a_cluster_is_counted_as_new_whatever_its_length()
    {
        var today = new RecordedToday(new DateOnly(2026, 11, 30), null);
        var limits = new QuotaLimits(144, 1024, 2);

        Assert.Equal(
            [null, null, Quota.NewClusters, Quota.NewClusters],
            Enumerable.Range(0, 4).Select(cluster => today.Add(cluster, 5, 60_000, limits)));
        Assert.Equal(Quota.ClusterBytes, today.Add(0, 5, 10, limits));
    }

    [Fact]
    public void A_cluster_that_could_not_be_recorded_is_new_again()
    {
        var today = new RecordedToday(new DateOnly(2026, 11, 30), null);
        var limits = new QuotaLimits(1, 1024, 1);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(today.Add(i, 5, 700, limits));
            today.Remove(i, 5, 700);
        }

        Assert.Null(today.Add(1, 5, 700, limits));
        Assert.Equal(Quota.NewClusters, today.Add(2, 5, 700, limits));
    }

    [Fact]
    public async Task A_network_that_invents_clusters_is_answered_and_its_known_clusters_and_other_networks_are_recorded()
    {
        await using var responder = await StartAsync(options => options with { NewClustersPerDay = 100 });
        await SendAsync(responder, Honest, "203.0.113.5");
        for (var i = 0; i < 150; i++)
        {
            Assert.Equal(200, await SendAsync(responder, $"invented-{i}", $"203.0.113.{i}"));
        }

        await SendAsync(responder, Honest, "203.0.113.5");
        await SendAsync(responder, "elsewhere", "198.51.100.5");

        Assert.Equal(100 + 2, responder.Kept.Count);
        Assert.Equal(51, responder.Counted["responder.report.not_recorded new_clusters"]);
    }

    [Fact]
    public async Task A_thousand_clusters_behind_one_address_that_report_three_times_are_all_recorded()
    {
        await using var responder = await StartAsync(options => options);
        await Parallel.ForAsync(0, 3000, TestContext.Current.CancellationToken, async (i, _) =>
            Assert.Equal(200, await SendAsync(responder, $"honest-{i % 1000}", "203.0.113.5")));

        Assert.Equal(3000, responder.Kept.Count);
    }

    [Fact]
    public async Task Without_limits_everything_is_recorded()
    {
        await using var responder = await StartAsync(options => options with
        {
            ClusterReportsPerDay = null,
            ClusterBytesPerDay = null,
            NewClustersPerDay = null,
        });
        await Parallel.ForAsync(0, 300, TestContext.Current.CancellationToken, async (_, _) =>
            Assert.Equal(200, await SendAsync(responder, Honest, "203.0.113.5", padding: 2_000)));

        Assert.Equal(300, responder.Kept.Count);
    }

    [Fact]
    public void Reports_without_an_id_count_as_those_of_one_cluster()
    {
        var quotas = Quotas(new QuotaLimits(2, null, 100), new FakeTimeProvider(), new Lines());

        Assert.Equal([null, null, Quota.ClusterReports], Enumerable.Range(0, 3).Select(_ => Exceeded(quotas, null)));
    }

    [Fact]
    public void A_new_day_begins_with_new_quotas_and_each_change_is_one_line()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero));
        var log = new Lines();
        var quotas = Quotas(new QuotaLimits(2, null, null), time, log);
        Assert.Equal([null, null, Quota.ClusterReports, Quota.ClusterReports], Enumerable.Range(0, 4).Select(_ => Exceeded(quotas, "a")));

        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([null, null, Quota.ClusterReports], Enumerable.Range(0, 3).Select(_ => Exceeded(quotas, "a")));

        Assert.Equal([710, 711, 710], log.Told.Select(line => line.Id));
        Assert.Contains("--cluster-reports; 2 reports were over it", log.Told[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_of_yesterday_is_not_new_and_one_of_the_day_before_is()
    {
        var day = new DateOnly(2026, 11, 30);
        var limits = new QuotaLimits(null, null, 1);
        var first = new RecordedToday(day, null);
        Assert.Null(first.Add(1, 5, 100, limits));
        Assert.Equal(Quota.NewClusters, first.Add(2, 5, 100, limits));

        var second = new RecordedToday(day.AddDays(1), first);
        Assert.Null(second.Add(2, 5, 100, limits));
        Assert.Null(second.Add(1, 5, 100, limits));

        var third = new RecordedToday(day.AddDays(2), second);
        Assert.Null(third.Add(3, 5, 100, limits));
        Assert.Null(third.Add(1, 5, 100, limits));
        var fourth = new RecordedToday(day.AddDays(3), third);
        Assert.Null(fourth.Add(4, 5, 100, limits));
        Assert.Equal(Quota.NewClusters, fourth.Add(2, 5, 100, limits));
    }

    private static Quota? Exceeded(ReportQuotas quotas, string? cluster) =>
        quotas.Decide(Report(cluster), new DefaultHttpContext(), 700) switch
        {
            QuotaDecision.Replaces replaces when cluster is not null => replaces.Exceeded,
            QuotaDecision.NotRecorded over when cluster is null => over.Exceeded,
            QuotaDecision.Within => null,
            var other => throw new InvalidOperationException(other.ToString()),
        };

    private static ClusterReport Report(string? cluster)
    {
        var values = new object?[ReportColumn.All.Length];
        values[ReportColumn.Named("cluster_id").Ordinal] = cluster;
        return new ClusterReport(ReleaseVersion.TryParse("v1.34.1")!, values);
    }

    private static object? Scalar(RunningResponder responder, string sql)
    {
        using var connection = ReportDatabase.Connect(responder.Database, SqliteOpenMode.ReadOnly);
        using var command = connection.Command(sql);
        return command.ExecuteScalar();
    }

    private static ReportQuotas Quotas(QuotaLimits limits, TimeProvider time, ILogger<ReportQuotas> log) =>
        new(limits, new TrustedProxies([]), time, log);

    private Task<RunningResponder> StartAsync(Func<ServerOptions, ServerOptions> with) => RunningResponder.StartAsync(
        _data.Path, with: options => with(options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.0/8") }));

    private static async Task<int> SendAsync(
        RunningResponder responder, string cluster, string client, int padding = 0, string version = "v1.34.1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check");
        request.Content = RunningResponder.Json(
            $$$"""{"appVersion":"{{{version}}}","extraTagInfo":{"clusteruuid":"{{{cluster}}}"} }""".PadRight(padding));
        request.Headers.Add("X-Forwarded-For", client);
        using var response = await responder.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private sealed class Lines : ILogger<ReportQuotas>
    {
        public List<(int Id, string Text)> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add((eventId.Id, formatter(state, exception)));
    }
}
