using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Server.Tests.Http;

public sealed class SecurityHeaderTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("GET", "/livez", 200)]
    [InlineData("GET", "/v1/feed", 200)]
    [InlineData("GET", "/v1/feed.sig", 404)]
    [InlineData("GET", "/v1/check", 405)]
    [InlineData("POST", "/v1/check", 415)]
    [InlineData("GET", "/nowhere", 404)]
    public async Task Nothing_of_an_answer_may_run_be_framed_or_be_taken_for_another_type(string method, string path, int status)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await responder.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        AssertGuarded(response);
    }

    [Fact]
    public async Task An_answer_to_a_report_and_the_operators_answers_are_guarded_too()
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var checkedUp = await responder.CheckAsync(RunningResponder.SmallReport);
        using var stranger = responder.Client(authorization: null);
        using var refused = await stranger.GetAsync("/metrics", TestContext.Current.CancellationToken);

        AssertGuarded(checkedUp);
        AssertGuarded(refused);
    }

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("127.0.0.0/8,10.0.0.0/8", "http, https", true)]
    [InlineData("127.0.0.1", "https, http", false)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("10.0.0.0/8", "https", false)]
    [InlineData("", "https", false)]
    public async Task Browsers_are_told_to_stay_with_TLS_only_when_a_trusted_proxy_says_that_they_came_by_it(
        string proxies, string? scheme, bool isTold)
    {
        await using var responder = await RunningResponder.StartAsync(
            _data.Path, with: options => options with { TrustedNetworks = ServerOptionTable.Networks(proxies) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/livez");
        if (scheme is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", scheme);
        }

        using var response = await responder.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isTold, response.Headers.Contains("Strict-Transport-Security"));
    }

    private static void AssertGuarded(HttpResponseMessage response)
    {
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["default-src 'none'; frame-ancestors 'none'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }
}
