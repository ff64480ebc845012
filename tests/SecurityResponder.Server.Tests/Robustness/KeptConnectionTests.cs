using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Connections that are kept by requests that cost nothing. At first, 4,300 of them that asked for health every 5 s kept reports
/// and the kubelet's probes away.</summary>
public sealed class KeptConnectionTests : IDisposable
{
    // In hexadecimal digits, as .NET reads it: 682 connections may be open.
    private const string SixtyFourMebibytes = "4000000";

    private const int Connections = 1000;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("GET /livez HTTP/1.1")]
    [InlineData("GET /nowhere HTTP/1.1")]
    [InlineData("GET /v1/feed HTTP/1.1\r\nIf-None-Match: *")]
    public async Task Clients_that_keep_their_connections_whatever_they_ask_for_do_not_keep_others_away(string request)
    {
        using var server = await ServerProcess.StartAsync(
            _data.Path, environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = SixtyFourMebibytes });
        var kept = new List<RawConnection>();
        var ended = 0;
        for (var i = 0; i < Connections; i++)
        {
            kept.Add(new RawConnection(server.Client.BaseAddress!));
            await kept[^1].SendAsync($"{request}\r\nHost: a\r\n\r\n");
            var (_, headers) = await kept[^1].HeadAsync();
            ended += headers.GetValueOrDefault("Connection") == "close" ? 1 : 0;
        }

        using var report = RunningResponder.Json(RunningResponder.SmallReport);
        using var answer = await server.Client.PostAsync("/v1/check", report, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.InRange(Connections - ended, 0, 682 - (682 / 4) + 1);
        kept.ForEach(connection => connection.Dispose());
    }
}
