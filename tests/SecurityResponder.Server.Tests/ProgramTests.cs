using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests;

public sealed class ProgramTests : IDisposable
{
    private const int Senders = 16;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_answered_is_there_once_after_SIGKILL_under_load()
    {
        var acknowledged = new Acknowledged();
        var sent = 0;
        for (var kill = 1; kill <= 5; kill++)
        {
            using var server = await ServerProcess.StartAsync(_data.Path);
            var senders = Enumerable.Range(0, Senders).Select(_ => SendUntilRefusedAsync(server.Client, acknowledged)).ToList();
            // Not at a time but at a number, so that every kill has something to lose.
            await acknowledged.ReachesAsync(kill * 100);
            await server.KillAsync();
            sent += (await Task.WhenAll(senders)).Sum();
        }

        AssertEachIsKeptOnce(acknowledged.ToList(), sent);
    }

    [Fact]
    public async Task SIGTERM_lets_what_is_under_way_end_well()
    {
        var acknowledged = new Acknowledged();
        using var server = await ServerProcess.StartAsync(_data.Path);
        var senders = Enumerable.Range(0, Senders).Select(_ => SendUntilRefusedAsync(server.Client, acknowledged)).ToList();
        await acknowledged.ReachesAsync(100);
        var exitCode = await server.TerminateAsync();
        var sent = (await Task.WhenAll(senders)).Sum();

        Assert.Equal(0, exitCode);
        AssertEachIsKeptOnce(acknowledged.ToList(), sent);
    }

    [Fact]
    public async Task Reports_are_printed_one_a_line_with_every_column()
    {
        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
            (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
        }

        var (exitCode, output, _) = await ServerProcess.RunAsync("reports", "--data", _data.Path);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(0, exitCode);
        Assert.Equal(2, lines.Length);
        using var report = JsonDocument.Parse(lines[0]);
        Assert.Equal(StoredReport.Columns, report.RootElement.EnumerateObject().Select(column => column.Name));
        Assert.Equal(64, report.RootElement.GetProperty("cluster_id").GetString()!.Length);
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("kernel").ValueKind);
    }

    [Theory]
    [InlineData("--feed nowhere.json --data unused", "security-responder-server: feed nowhere.json: ")]
    [InlineData("--feed", "security-responder-server: --feed needs a value")]
    [InlineData("reports --data nowhere", "security-responder-server: nowhere")]
    public async Task Bad_settings_end_with_2_and_one_line(string arguments, string line)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync(arguments.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith(line, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static async Task<int> SendUntilRefusedAsync(HttpClient client, Acknowledged acknowledged)
    {
        for (var sent = 1; ; sent++)
        {
            var id = Guid.NewGuid().ToString();
            using var content = new ByteArrayContent(
                Encoding.UTF8.GetBytes($$$"""{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"{{{id}}}"}}"""));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            try
            {
                using var response = await client.PostAsync("/v1/check", content, TestContext.Current.CancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    return sent;
                }

                acknowledged.Add(id);
            }
            catch (HttpRequestException)
            {
                return sent;
            }
        }
    }

    private void AssertEachIsKeptOnce(List<string> acknowledged, int sent)
    {
        var secret = File.ReadAllBytes(_data.File("secret.key"));
        var index = StoredReport.Columns.ToList().IndexOf("cluster_id");
        var kept = ReportDatabase.Read(_data.File("reports.db")).Select(row => Convert.ToHexString((byte[])row[index]!)).ToList();
        var expected = acknowledged.Select(id => Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(id)))).ToHashSet();

        Assert.Subset(kept.ToHashSet(), expected);
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.InRange(kept.Count, acknowledged.Count, sent);
    }

    /// <summary>The clusters that got an answer.</summary>
    private sealed class Acknowledged
    {
        private readonly Channel<string> _arriving = Channel.CreateUnbounded<string>();
        private readonly List<string> _ids = [];

        public void Add(string id) => _arriving.Writer.TryWrite(id);

        public async Task ReachesAsync(int count)
        {
            while (_ids.Count < count)
            {
                _ids.Add(await _arriving.Reader.ReadAsync(TestContext.Current.CancellationToken));
            }
        }

        public List<string> ToList()
        {
            while (_arriving.Reader.TryRead(out var id))
            {
                _ids.Add(id);
            }

            return _ids;
        }
    }
}
