using System.Globalization;

namespace SecurityResponder.Server.Tests.Telemetry;

public sealed class TraceTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Traces_go_where_the_environment_says_and_carry_no_address_of_a_client()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });
        var taken = collector.Taken();

        Assert.StartsWith("/v1/traces ", taken, StringComparison.Ordinal);
        Assert.Contains("security-responder-server", taken, StringComparison.Ordinal);
        Assert.Contains("POST /v1/check", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.77", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("53741f60", taken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_nothing_is_sent()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(new() { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });

        Assert.Equal("", collector.Taken());
    }

    // What is still in the exporter goes out when the program ends.
    private async Task RunAsync(Dictionary<string, string> environment)
    {
        using var server = await ServerProcess.StartAsync(_data.Path, environment: environment);
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = RunningResponder.Json(RunningResponder.SmallReport) };
        request.Headers.Host = "responder.example.com:" + server.Client.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(0, await server.TerminateAsync());
    }
}
