using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Without the version and the UID of kube-system there is no report.</summary>
public sealed class EssentialReadTests
{
    private static readonly string[][] Essential =
    [
        ["/version", "version"],
        ["/api/v1/namespaces/kube-system", "namespace kube-system"],
    ];

    public static TheoryData<string, string> EssentialReads => new(Essential.Select(read => (read[0], read[1])));

    [Theory]
    [MemberData(nameof(EssentialReads))]
    public async Task Without_an_essential_read_there_is_no_report(string path, string name)
    {
        foreach (var (status, reason) in new[] { (403, "403 Forbidden"), (404, "404 NotFound"), (500, "500 InternalServerError") })
        {
            await using var server = await FakeApiServer.StartAsync(Clusters.Full);
            server.Override(path, Answer.Status(status, "Reason", "a message for people"));

            AssertNoReport(await CollectRun.Of(server), name, reason);
        }
    }

    [Theory]
    [MemberData(nameof(EssentialReads))]
    public async Task Every_recorded_error_ends_an_essential_read(string path, string name)
    {
        Recordings.SkipWithoutErrors();
        foreach (var file in Recordings.ErrorFiles)
        {
            await using var server = await FakeApiServer.StartAsync(Clusters.Full);
            server.Override(path, Answer.FromHttpFile(file));

            AssertNoReport(await CollectRun.Of(server), name, Path.GetFileName(file)[..3]);
        }
    }

    [Fact]
    public async Task After_a_failed_essential_read_nothing_else_is_read()
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full);
        server.Override("/version", Answer.Status(403, "Forbidden", "no"));

        await CollectRun.Of(server);

        Assert.Equal("GET /version", Assert.Single(server.Requests.All).ToString());
    }

    [Fact]
    public async Task Without_a_server_there_is_no_report()
    {
        var run = await CollectRun.Of(["--api-server", "http://127.0.0.1:1"]);

        AssertNoReport(run, "version", "no connection");
    }

    private static void AssertNoReport(CollectRun run, string name, string reason)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        var line = Assert.Single(run.Lines, line => line.Contains("level=error", StringComparison.Ordinal));
        Assert.Contains($"cannot read {name}: {reason}", line, StringComparison.Ordinal);
    }
}
