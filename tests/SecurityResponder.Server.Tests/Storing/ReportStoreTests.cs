using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Releases;
using SecurityResponder.Server.Receiving;
using SecurityResponder.Server.Storing;

namespace SecurityResponder.Server.Tests.Storing;

public sealed class ReportStoreTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_report_is_committed_before_its_answer_and_stays_after_a_restart()
    {
        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
            Assert.Single(responder.Kept);
        }

        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
            Assert.Equal(2, responder.Kept.Count);
            // The same secret: the same cluster is seen twice, not two clusters once.
            Assert.Equal(responder.Kept[0]["cluster_id"], responder.Kept[1]["cluster_id"]);
        }
    }

    [Fact]
    public async Task Many_at_once_are_each_kept_once()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var ids = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();
        var responses = await Task.WhenAll(ids.Select(id => responder.CheckAsync(RunningResponder.SmallReport.Replace("53741f60-f208-48fc-ae81-8a969510a598", id.ToString(), StringComparison.Ordinal))));

        Assert.All(responses, response => Assert.True(response.IsSuccessStatusCode));
        Assert.Equal(300, responder.Kept.Select(kept => Convert.ToHexString((byte[])kept["cluster_id"]!)).Distinct().Count());
        Assert.Equal(300, responder.Kept.Count);
        Assert.Equal(0, responder.Store.Lost);
    }

    [Fact]
    public async Task A_cluster_is_answered_though_its_report_is_lost_and_the_next_is_kept_when_the_fault_is_gone()
    {
        DataDirectory.Open(_data.Path);
        var database = DataDirectory.DatabaseIn(_data.Path);
        await File.WriteAllTextAsync(database, new string('x', 4096), TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(_data.Path);

        using (var response = await responder.CheckAsync(RunningResponder.SmallReport)) Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(1, responder.Store.Lost);

        File.Delete(database);
        using (var response = await responder.CheckAsync(RunningResponder.SmallReport)) Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(1, responder.Store.Lost);
        Assert.Single(responder.Kept);
    }

    [Fact]
    public async Task Who_comes_when_the_queue_is_full_is_sent_away_and_those_in_it_are_kept()
    {
        using var store = new ReportStore(DataDirectory.Open(_data.Path), TimeProvider.System, NullLogger<ReportStore>.Instance);
        var report = new ClusterReport(ReleaseVersion.TryParse("v1.34.1+rke2r1")!, [.. ReportColumn.All.Select(column => column.Kind == ColumnKind.Mark ? (object)false : null)]);
        var waiting = Enumerable.Range(0, ReportStore.MostWaiting).Select(_ => store.KeepAsync(report)).ToList();
        var refused = await store.KeepAsync(report);
        await store.StartAsync(TestContext.Current.CancellationToken);
        var ends = await Task.WhenAll(waiting);
        await store.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Keeping.Refused, refused);
        Assert.All(ends, end => Assert.Equal(Keeping.Kept, end));
        Assert.Equal(ReportStore.MostWaiting, ReportDatabase.Read(DataDirectory.DatabaseIn(_data.Path)).Count());
        Assert.Equal(0, store.Lost);
    }

    [Fact]
    public async Task A_cluster_that_is_sent_away_is_told_when_to_come_back()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        await responder.Store.StopAsync(TestContext.Current.CancellationToken);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 25);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(1, responder.Counted["responder.report.shed"]);
        Assert.Equal(0, responder.Store.Lost);
    }
}
