using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Releases;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Sqlite;

public sealed class ReportStoreTests : IDisposable
{
    private static readonly ClusterReport Report = new(
        ReleaseVersion.TryParse("v1.34.1+rke2r1")!,
        [.. ReportColumn.All.Select(column => column.Kind == ColumnKind.Flag ? (object)false : null)]);

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_report_is_committed_before_its_answer_and_survives_a_restart()
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
            // The secret is the same: one cluster with two reports, not two clusters.
            Assert.Equal(responder.Kept[0]["cluster_id"], responder.Kept[1]["cluster_id"]);
        }
    }

    [Fact]
    public async Task Many_concurrent_reports_are_each_saved_once()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var ids = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();
        var responses = await Task.WhenAll(ids.Select(id => responder.CheckAsync(
            RunningResponder.SmallReport.Replace("53741f60-f208-48fc-ae81-8a969510a598", id.ToString(), StringComparison.Ordinal))));

        Assert.All(responses, response => Assert.True(response.IsSuccessStatusCode));
        Assert.Equal(300, responder.Kept.Select(kept => Convert.ToHexString((byte[])kept["cluster_id"]!)).Distinct().Count());
        Assert.Equal(300, responder.Kept.Count);
        Assert.Equal(0, responder.Store.Lost);
    }

    [Fact]
    public async Task A_cluster_is_answered_even_if_its_report_is_lost_and_later_reports_are_saved_again()
    {
        var database = Directory.CreateDirectory(DataDirectory.DatabaseIn(_data.Path));
        await File.WriteAllTextAsync(_data.File("secret.key"), new string('s', 32), TestContext.Current.CancellationToken);
        await using var responder = await StartWithoutQuotasAsync();
        using (var response = await responder.CheckAsync(RunningResponder.SmallReport))
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.Equal(1, responder.Store.Lost);

        database.Delete();
        await SavedAgainAsync(responder);
    }

    [Fact]
    public async Task A_corrupt_file_is_moved_aside_unchanged_and_no_report_is_lost()
    {
        DataDirectory.Open(_data.Path);
        await File.WriteAllTextAsync(_data.File("reports.db"), new string('x', 4096), TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using (var response = await responder.CheckAsync(RunningResponder.SmallReport))
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.Equal(0, responder.Store.Lost);
        Assert.Single(responder.Kept);
        var aside = Assert.Single(Directory.GetFiles(_data.Path, "reports.db.broken-*"));
        Assert.Equal(new string('x', 4096), await File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_becomes_corrupt_while_in_use_is_moved_aside_too()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
        // Overwrites the pages that the next report needs, after all of them were checkpointed from the log.
        await responder.Store.ExecuteAsync(_ => { Overwrite(responder.Database); return true; }, TestContext.Current.CancellationToken);
        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();

        Assert.Equal(0, responder.Store.Lost);
        Assert.Single(responder.Kept);
        Assert.Single(Directory.GetFiles(_data.Path, "reports.db.broken-*"), file =>
            !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_another_program_locks_the_file_clusters_are_answered_and_losses_are_counted()
    {
        await using var responder = await StartWithoutQuotasAsync();
        using (var other = ReportDatabase.Connect(responder.Database, SqliteOpenMode.ReadWrite))
        {
            using var held = other.BeginTransaction();
            var checks = Enumerable.Range(0, 50).Select(_ => responder.CheckAsync(RunningResponder.SmallReport));
            foreach (var response in await Task.WhenAll(checks))
            {
                Assert.True(response.IsSuccessStatusCode);
                response.Dispose();
            }

            Assert.Equal(50, responder.Store.Lost);
        }

        await SavedAgainAsync(responder);
    }

    [Fact]
    public async Task A_deleted_file_is_created_again()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
        foreach (var file in Directory.GetFiles(_data.Path, "reports.db*"))
        {
            File.Delete(file);
        }

        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();

        Assert.Equal(0, responder.Store.Lost);
        Assert.Single(responder.Kept);
    }

    [Fact]
    public async Task Reports_are_rejected_when_the_queue_is_full_and_those_in_it_are_saved()
    {
        using var store = new ReportStore(DataDirectory.Open(_data.Path), TimeProvider.System, NullLogger<ReportStore>.Instance);
        var waiting = Enumerable.Range(0, ReportStore.MaxQueueLength).Select(_ => store.SaveAsync(Report)).ToList();
        var rejected = await store.SaveAsync(Report);
        await store.StartAsync(TestContext.Current.CancellationToken);
        var outcomes = await Task.WhenAll(waiting);
        await store.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SaveOutcome.QueueFull, rejected);
        Assert.All(outcomes, outcome => Assert.Equal(SaveOutcome.Saved, outcome));
        Assert.Equal(ReportStore.MaxQueueLength, ReportDatabase.Read(DataDirectory.DatabaseIn(_data.Path)).Count());
        Assert.Equal(0, store.Lost);
    }

    [Fact]
    public async Task The_store_is_behind_while_the_disk_keeps_reports_waiting_for_more_than_two_seconds()
    {
        var time = new FakeTimeProvider();
        using var store = new ReportStore(DataDirectory.Open(_data.Path), time, NullLogger<ReportStore>.Instance);
        using var disk = new ManualResetEventSlim();
        var isHeldUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await store.StartAsync(TestContext.Current.CancellationToken);
        var held = store.ExecuteAsync(
            _ =>
            {
                isHeldUp.SetResult();
                return disk.Wait(TimeSpan.FromMinutes(5));
            },
            TestContext.Current.CancellationToken);
        var waiting = store.SaveAsync(Report);
        await isHeldUp.Task;

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(store.IsBehind);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(store.IsBehind);
        disk.Set();
        Assert.True(await held);
        Assert.Equal(SaveOutcome.Saved, await waiting);
        Assert.False(store.IsBehind);
        await store.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_store_of_its_full_size_takes_reports_again_when_old_ones_are_deleted()
    {
        const int MaxBytes = 600_000;
        var data = DataDirectory.Open(_data.Path) with { MaxBytes = MaxBytes };
        using var store = new ReportStore(data, TimeProvider.System, NullLogger<ReportStore>.Instance);
        await store.StartAsync(TestContext.Current.CancellationToken);
        var saved = 0;
        while (saved < MaxBytes && await store.SaveAsync(Report) == SaveOutcome.Saved)
        {
            saved++;
        }

        Assert.InRange(saved, 100, MaxBytes - 1);
        Assert.Equal(saved, ReportDatabase.Read(data.Database).Count());
        Assert.InRange(new FileInfo(data.Database).Length, 1, MaxBytes + 8192);
        await store.ExecuteAsync(
            database => database.InTransaction(connection => connection.Execute("DELETE FROM report")),
            TestContext.Current.CancellationToken);
        Assert.Equal(SaveOutcome.Saved, await store.SaveAsync(Report));
        await store.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cluster_is_answered_when_the_store_has_its_full_size()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path, with: options => options with { StoreMebibytes = 0 });
        using var response = await responder.CheckAsync(RunningResponder.SmallReport);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(1, responder.Store.Lost);
        Assert.Empty(responder.Kept);
    }

    [Fact]
    public async Task A_rejected_cluster_learns_when_to_retry()
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

    // Lost reports count as those of a cluster, too: one that sends without a pause would be over its quota.
    private Task<RunningResponder> StartWithoutQuotasAsync() => RunningResponder.StartAsync(
        _data.Path, with: options => options with { ClusterReportsPerDay = null, ClusterBytesPerDay = null });

    // The file is tried again within about a second; until then every cluster is answered.
    private static async Task SavedAgainAsync(RunningResponder responder)
    {
        long lost;
        do
        {
            lost = responder.Store.Lost;
            using var response = await responder.CheckAsync(RunningResponder.SmallReport);
            Assert.True(response.IsSuccessStatusCode);
        }
        while (responder.Store.Lost > lost);
        Assert.Single(responder.Kept);
    }

    private static void Overwrite(string database)
    {
        using (var connection = ReportDatabase.Connect(database, SqliteOpenMode.ReadWrite))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        using var file = new FileStream(database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Seek(100, SeekOrigin.Begin);
        file.Write(new byte[file.Length - 100]);
    }
}
