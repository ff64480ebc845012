using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Releases;
using SecurityResponder.Server.Checks;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>Quotas for what is recorded. At first, one cluster or network could fill the disk.</summary>
public sealed class QuotaTests : IDisposable
{
    private const string Honest = "53741f60-f208-48fc-ae81-8a969510a598";

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_cluster_that_reports_without_an_end_is_answered_and_not_recorded_and_others_are_recorded()
    {
        await using var responder = await StartAsync(options => options with { ClusterReportsPerDay = 3 });
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(200, await SendAsync(responder, "flooding", "203.0.113.5"));
        }

        Assert.Equal(200, await SendAsync(responder, Honest, "203.0.113.5"));

        Assert.Equal(4, responder.Kept.Count);
        Assert.Equal(3, responder.Counted["responder.report.not_recorded cluster_reports"]);
    }

    [Fact]
    public async Task A_cluster_that_sends_long_reports_is_answered_and_not_recorded_beyond_its_bytes()
    {
        await using var responder = await StartAsync(options => options with { ClusterBytesPerDay = 20_000 });
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await SendAsync(responder, "flooding", "203.0.113.5", padding: 6_000));
        }

        Assert.Equal(3, responder.Kept.Count);
        Assert.Equal(7, responder.Counted["responder.report.not_recorded cluster_bytes"]);
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

    private static Quota? Exceeded(ReportQuotas quotas, string? cluster)
    {
        var values = new object?[ReportColumn.All.Length];
        values[ReportColumn.Named("cluster_id").Ordinal] = cluster;
        return quotas.Exceeded(new ClusterReport(ReleaseVersion.TryParse("v1.34.1")!, values), new DefaultHttpContext(), 700);
    }

    private static ReportQuotas Quotas(QuotaLimits limits, TimeProvider time, ILogger<ReportQuotas> log) =>
        new(limits, new TrustedProxies([]), time, log);

    private Task<RunningResponder> StartAsync(Func<ServerOptions, ServerOptions> with) => RunningResponder.StartAsync(
        _data.Path, with: options => with(options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.0/8") }));

    private static async Task<int> SendAsync(RunningResponder responder, string cluster, string client, int padding = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check");
        request.Content = RunningResponder.Json(
            $$$"""{"appVersion":"v1.34.1","extraTagInfo":{"clusteruuid":"{{{cluster}}}"} }""".PadRight(padding));
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
