using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>The report is sent only to the configured host, and with TLS if that is configured.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_on_the_same_host_is_followed_with_the_same_report(int status)
    {
        await using var responder = await FakeResponder.StartAsync(
            [Answer.Json(status, "").WithHeader("Location", "/v2/check"), Answers.Good]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal("data sent", run.Last.Message);
        Assert.Equal(["POST /v1/check", "POST /v2/check"], responder.Requests.All.Select(request => request.ToString()));
        Assert.Equal(Body(responder.Requests.All[0]), Body(responder.Requests.All[1]));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var other = await FakeResponder.StartAsync([Answers.Good]);
        await using var responder = await FakeResponder.StartAsync([Answer.Redirect($"https://localhost:{other.Port}/v1/check")]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        var configured = responder.Endpoint.GetLeftPart(UriPartial.Authority);
        AssertRefused(
            run, responder, $"302 Found: it redirects to https://localhost:{other.Port}, and the report goes to {configured} only");
        Assert.Empty(other.Requests.All);
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_not_followed()
    {
        await using var plain = await FakeResponder.StartPlainAsync([Answers.Good]);
        await using var responder = await FakeResponder.StartAsync([Answer.Redirect(plain.Endpoint.AbsoluteUri)]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        var target = plain.Endpoint.GetLeftPart(UriPartial.Authority);
        var configured = responder.Endpoint.GetLeftPart(UriPartial.Authority);
        AssertRefused(run, responder, $"302 Found: it redirects to {target}, and the report goes to {configured} only");
        Assert.Empty(plain.Requests.All);
    }

    [Fact]
    public async Task A_redirect_to_another_port_is_not_followed()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        await using var plain = await FakeResponder.StartPlainAsync([Answer.Redirect(responder.Endpoint.AbsoluteUri)]);

        var run = await ClientRun.OfAsync(
            "--cluster-dump", ClientRun.Dump, "--endpoint", plain.Endpoint.AbsoluteUri, "--ca-file", responder.CaFile);

        Assert.Equal("the responder rejected the report", run.Last.Message);
        Assert.Empty(responder.Requests.All);
    }

    [Theory]
    [InlineData("http://h/v1", "https://h/v1", true)]
    [InlineData("http://h:8080/v1", "https://h/v1", false)]
    [InlineData("http://h/v1", "https://h:8443/v1", false)]
    [InlineData("https://h/v1", "https://H/v2", true)]
    [InlineData("https://h/v1", "http://h/v1", false)]
    public void A_redirect_from_http_to_https_on_the_default_ports_is_followed(string from, string to, bool follows) =>
        Assert.Equal(follows, Client.Checking.Redirect.Target(new Uri(from), new Uri(to)) is not null);

    [Fact]
    public async Task A_loop_ends_after_three_redirects()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(307, "").WithHeader("Location", "/v1/check")]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal("307 RedirectKeepVerb: it redirects more than 3 times", run.Last["reason"]);
        Assert.Equal(4, responder.Requests.All.Count);
    }

    [Theory]
    [InlineData(303, "/elsewhere", "303 SeeOther: not a redirect that a report can follow")]
    [InlineData(304, "/elsewhere", "304 NotModified: not a redirect that a report can follow")]
    [InlineData(302, "//[", "302 Found: it redirects to an invalid address")]
    [InlineData(302, "", "302 Found: it redirects to an invalid address")]
    [InlineData(302, "file:///etc/passwd", "302 Found: it redirects to file://, and the report goes to https://AUTHORITY only")]
    public async Task Other_redirects_are_rejected(int status, string location, string reason)
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(status, "").WithHeader("Location", location)]);

        AssertRefused(
            await ClientRun.ToAsync(responder, new AutoAdvancingTime()),
            responder,
            reason.Replace("AUTHORITY", responder.Endpoint.Authority, StringComparison.Ordinal));
    }

    private static void AssertRefused(ClientRun run, FakeResponder responder, string reason)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("the responder rejected the report", reason), (run.Last.Message, run.Last["reason"]));
        Assert.Single(responder.Requests.All);
    }

    private static string Body(ReceivedRequest request) => Encoding.UTF8.GetString(request.Body.Span);
}
