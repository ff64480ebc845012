using Microsoft.Data.Sqlite;
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
    public void A_database_of_a_newer_program_is_left_alone()
    {
        var file = _data.File("reports.db");
        ReportDatabase.Open(file).Dispose();
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("schema version 99", Assert.Throws<InvalidDataException>(() => ReportDatabase.Open(file)).Message);
    }
}
