using System.Net;
using System.Security.Cryptography;
using SecurityResponder.Server.Pages;

namespace SecurityResponder.Pages.Tests;

public sealed class PageAnswerTests(Stage stage)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/releases", 200)]
    [InlineData("/releases/v1.34.1+rke2r1", 200)]
    [InlineData("/releases/v9.9.9", 404)]
    [InlineData("/assets/nothing.js", 404)]
    public async Task A_page_has_the_security_headers(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await stage.Full.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal([Policy], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Pages_for_operators_are_not_cached()
    {
        using var client = Server.Tests.Operators.OperatorAccess.Client(stage.Full);
        foreach (var path in new[] { "/", "/fleet", "/figures/os.json" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(response.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task Pages_answer_HEAD_and_are_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        request.Headers.Add("Accept-Encoding", "br");
        using var response = await stage.Full.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task An_asset_is_cached_for_a_year_only_at_the_address_with_its_digest()
    {
        using var named = await stage.Full.Client.GetAsync(Asset.PathOf("page.css"), TestContext.Current.CancellationToken);
        using var bare = await stage.Full.Client.GetAsync("/assets/page.css", TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromDays(365), named.Headers.CacheControl?.MaxAge);
        Assert.True(bare.Headers.CacheControl?.NoCache);
        Assert.Equal("text/css; charset=utf-8", named.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_chart_library_is_the_published_file_and_has_its_licence()
    {
        var script = await stage.Full.Client.GetByteArrayAsync("/assets/chart-4.6.1.js", TestContext.Current.CancellationToken);
        var licence = await stage.Full.Client.GetStringAsync("/assets/chart-LICENSE.txt", TestContext.Current.CancellationToken);

        Assert.Contains("The MIT License", licence, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(script)), licence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_store_is_reported_by_the_page_and_does_not_affect_checks()
    {
        using var data = new Server.Tests.TemporaryDirectory();
        // A damaged file would be moved aside; a folder cannot be opened as a database.
        Directory.CreateDirectory(data.File("reports.db"));
        await File.WriteAllBytesAsync(data.File("secret.key"), new byte[32], TestContext.Current.CancellationToken);
        await using var responder = await Server.Tests.Operators.OperatorAccess.StartAsync(data);
        using var operators = Server.Tests.Operators.OperatorAccess.Client(responder);
        using var page = await responder.Client.GetAsync("/", TestContext.Current.CancellationToken);
        using var fleet = await operators.GetAsync("/fleet", TestContext.Current.CancellationToken);
        using var answer = await responder.CheckAsync(Server.Tests.RunningResponder.SmallReport);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, fleet.StatusCode);
        Assert.Equal("30", page.Headers.RetryAfter?.ToString());
        Assert.Contains(
            "Figures unavailable", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
