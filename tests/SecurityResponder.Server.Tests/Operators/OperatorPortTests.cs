using System.Text;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Operators;

public sealed class OperatorPortTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    public static TheoryData<string> Paths => ["/metrics", "/fleet", "/", "/nowhere"];

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET /fleet HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData(
        "GET /metrics HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: OPERATOR\r\nX-Forwarded-Port: PORT\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nForwarded: for=127.0.0.1;host=OPERATOR\r\nX-Original-URL: /metrics\r\n\r\n")]
    [InlineData("GET http://OPERATOR/metrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /metrics/ HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /%6detrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET //metrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /v1/../metrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /v1/%2e%2e/metrics HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /METRICS?a=b HTTP/1.1\r\nHost: OPERATOR\r\n\r\n")]
    [InlineData("GET /metrics HTTP/1.0\r\n\r\n")]
    [InlineData("GET /fleet HTTP/1.0\r\nHost: OPERATOR\r\n\r\n")]
    public async Task Nothing_that_a_request_says_leads_from_the_public_port_to_what_operators_have(string request)
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync(request.Replace("OPERATOR", responder.OperatorAddress.Authority, StringComparison.Ordinal)
            .Replace("PORT", $"{responder.OperatorAddress.Port}", StringComparison.Ordinal)
            .Replace("\r\n\r\n", $"\r\nAuthorization: Bearer {OperatorAccess.Token}\r\n\r\n", StringComparison.Ordinal));

        Assert.Matches("^HTTP/1.[01] 404 ", await connection.StatusLineAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_credentials_the_port_tells_nothing_not_even_which_paths_there_are(string path)
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var stranger = responder.Client(authorization: null);
        foreach (var method in new[] { "GET", "HEAD", "POST", "DELETE" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(401, (int)response.StatusCode);
            Assert.Contains("operator", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [InlineData("Bearer TOKEN", 200)]
    [InlineData("bearer TOKEN", 200)]
    [InlineData("Basic operator:TOKEN", 200)]
    [InlineData("Basic operator:", 401)]
    [InlineData("Basic operator", 401)]
    [InlineData("Basic root:TOKEN", 401)]
    [InlineData("Basic operator:TOKENx", 401)]
    [InlineData("Bearer TOKENx", 401)]
    [InlineData("Bearer 0123456789abcdef0123456789abcde", 401)]
    [InlineData("Bearer 0123456789ABCDEF0123456789ABCDEF", 401)]
    [InlineData("Token TOKEN", 401)]
    [InlineData("TOKEN", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Basic !!!", 401)]
    public async Task Only_the_token_lets_in(string authorization, int status)
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        var shown = authorization.Replace("TOKEN", OperatorAccess.Token, StringComparison.Ordinal);
        if (shown.StartsWith("Basic o", StringComparison.Ordinal) || shown.StartsWith("Basic r", StringComparison.Ordinal))
        {
            shown = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(shown["Basic ".Length..]));
        }

        using var client = responder.Client(shown);
        using var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/check")]
    [InlineData("/v1/checkupgrade")]
    [InlineData("/v1/feed")]
    [InlineData("/readyz")]
    public async Task What_is_public_is_not_on_the_operators_port(string path)
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var client = responder.Client();
        using var got = await client.GetAsync(path, TestContext.Current.CancellationToken);
        using var posted =
            await client.PostAsync(path, RunningResponder.Json(RunningResponder.SmallReport), TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)got.StatusCode);
        Assert.Equal(404, (int)posted.StatusCode);
    }

    [Fact]
    public async Task Another_token_in_the_file_holds_at_once_and_a_missing_file_lets_nobody_in()
    {
        const string Other = "ffffffffffffffffffffffffffffffff";
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var old = responder.Client();
        using var other = responder.Client("Bearer " + Other);
        async Task<int> StatusAsync(HttpClient client)
        {
            using var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }

        await File.WriteAllTextAsync(_data.File("token"), Other, TestContext.Current.CancellationToken);
        Assert.Equal((401, 200), (await StatusAsync(old), await StatusAsync(other)));
        File.Delete(_data.File("token"));
        Assert.Equal((401, 401), (await StatusAsync(old), await StatusAsync(other)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("two words that are long enough")]
    public async Task A_responder_does_not_start_with_a_port_that_nobody_or_anybody_could_enter(string? token)
    {
        if (token is not null)
        {
            await File.WriteAllTextAsync(_data.File("token"), token, TestContext.Current.CancellationToken);
        }

        Assert.Throws<InvalidSettingsException>(() => Program.Build(new ServerOptions
        {
            Feed = Repository.SampleFeed,
            Data = _data.Path,
            OperatorAddresses = ["http://127.0.0.1:0"],
            OperatorTokenFile = _data.File("token"),
        }));
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_second_listener()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);

        Assert.Throws<InvalidOperationException>(() => responder.OperatorAddress);
    }
}
