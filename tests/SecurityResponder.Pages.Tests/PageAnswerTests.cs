using System.Net;
using System.Security.Cryptography;
using SecurityResponder.Server.Http;

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
    public async Task A_page_may_do_nothing_but_show_itself(string path, int status)
    {
        using var response = await stage.Full.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal([Policy], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_operators_see_is_kept_by_no_cache()
    {
        using var client = Server.Tests.Operators.OperatorAccess.Client(stage.Full);
        foreach (var path in new[] { "/", "/fleet", "/figures/os.json" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(response.Headers.CacheControl?.NoStore);
        }
    }

    [Fact]
    public async Task Pages_have_heads_and_are_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        request.Headers.Add("Accept-Encoding", "br");
        using var response = await stage.Full.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task An_asset_is_kept_for_a_year_under_the_address_that_names_its_content_and_no_longer_than_it_holds_under_another()
    {
        using var named = await stage.Full.Client.GetAsync(Asset.PathOf("page.css"), TestContext.Current.CancellationToken);
        using var bare = await stage.Full.Client.GetAsync("/assets/page.css", TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromDays(365), named.Headers.CacheControl?.MaxAge);
        Assert.True(bare.Headers.CacheControl?.NoCache);
        Assert.Equal("text/css; charset=utf-8", named.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_chart_library_is_the_published_one_with_its_licence_beside_it()
    {
        var script = await stage.Full.Client.GetByteArrayAsync("/assets/chart-4.6.1.js", TestContext.Current.CancellationToken);
        var licence = await stage.Full.Client.GetStringAsync("/assets/chart-LICENSE.txt", TestContext.Current.CancellationToken);

        Assert.Contains("The MIT License", licence, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(script)), licence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_a_page_that_says_so_and_clusters_get_their_answers()
    {
        using var data = new Server.Tests.TemporaryDirectory();
        // A broken file would be moved aside, a folder cannot be opened at all.
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
        Assert.Contains("Figures unavailable", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
