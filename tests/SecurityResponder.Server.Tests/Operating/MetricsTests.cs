namespace SecurityResponder.Server.Tests.Operating;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    // Other responders of this test run count into the same names, so a figure may be larger than what one of them did.
    [Fact]
    public async Task Operators_see_requests_by_status_and_what_became_of_reports_feed_and_journal()
    {
        await using var responder = await Operators.StartAsync(_data);
        for (var i = 0; i < 3; i++) (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
        (await responder.CheckAsync("""{"appVersion":"v1.34.1","unheard-of":1}""")).Dispose();
        (await responder.CheckAsync("{")).Dispose();
        var scrape = await Scrape.OfAsync(responder);

        Assert.InRange(scrape.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"200\""), 4, double.MaxValue);
        Assert.InRange(scrape.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"400\""), 1, double.MaxValue);
        Assert.InRange(scrape.Sum("responder_report_unknown_keys_total"), 1, double.MaxValue);
        Assert.InRange(scrape.Sum("responder_feed_releases"), 11, double.MaxValue);
        Assert.InRange(scrape.Sum("responder_feed_age_seconds"), double.MinValue, double.MaxValue);
        Assert.InRange(scrape.Sum("responder_journal_size_bytes"), 4096, double.MaxValue);
        Assert.Contains("responder_report_lost_total", scrape.Names);
        Assert.Contains("responder_report_waiting", scrape.Names);
        Assert.Contains("kestrel_active_connections", scrape.Names);
        Assert.Contains("dotnet_process_memory_working_set_bytes", scrape.Names);
    }

    [Fact]
    public async Task Nothing_that_somebody_sent_becomes_a_label()
    {
        const string Marker = "x7f3q";
        await using var responder = await Operators.StartAsync(_data);
        (await responder.CheckAsync($$$"""{"appVersion":"v1.34.1-{{{Marker}}}","{{{Marker}}}":1,"extraTagInfo":{"os":"{{{Marker}}}"}}""")).Dispose();
        using var request = new HttpRequestMessage(new HttpMethod(Marker.ToUpperInvariant()), $"/{Marker}?{Marker}={Marker}");
        request.Headers.Host = Marker;
        request.Headers.Add("User-Agent", Marker);
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        (await responder.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        var scrape = await Scrape.OfAsync(responder);

        Assert.Contains("_OTHER", scrape.Text);
        Assert.DoesNotContain(Marker, scrape.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("203.0.113.77", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_for_operators()
    {
        await using var responder = await Operators.StartAsync(_data);
        using var open = await responder.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        using var stranger = responder.Client(authorization: null);
        using var refused = await stranger.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)open.StatusCode);
        Assert.Equal(401, (int)refused.StatusCode);
    }
}
