using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Server.Tests.Telemetry;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Nothing_that_somebody_sent_becomes_a_label_but_the_plain_name_of_an_unknown_key()
    {
        const string Marker = "x7f3q";
        await using var responder = await OperatorAccess.StartAsync(_data);
        const string Report =
            $$$"""
            {"appVersion":"v1.34.1-{{{Marker}}}","{{{Marker}}}!":1,"unknown-key":"{{{Marker}}}","extraTagInfo":{"os":"{{{Marker}}}"}}
            """;
        (await responder.CheckAsync(Report)).Dispose();
        using var request = new HttpRequestMessage(new HttpMethod(Marker.ToUpperInvariant()), $"/{Marker}?{Marker}={Marker}");
        request.Headers.Host = Marker;
        request.Headers.Add("User-Agent", Marker);
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        (await responder.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        var scrape = await Scrape.OfAsync(responder);

        Assert.Contains("_OTHER", scrape.Text);
        Assert.Contains("key=\"unknown-key\"", scrape.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, scrape.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("203.0.113.77", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_for_operators()
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var open = await responder.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        using var stranger = responder.Client(authorization: null);
        using var refused = await stranger.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)open.StatusCode);
        Assert.Equal(401, (int)refused.StatusCode);
    }
}
