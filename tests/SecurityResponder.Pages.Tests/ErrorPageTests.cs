using System.Net;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>Errors: pages for browsers, problem details for programs.</summary>
public sealed class ErrorPageTests(Stage stage)
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<bool, string, string, int, string> Errors => new()
    {
        { false, "GET", "/nowhere", 404, "Page not found" },
        { false, "GET", "/releases/v9.9.9", 404, "Release not found" },
        { false, "GET", "/figures/nothing.csv", 404, "Figure not found" },
        { false, "GET", "/assets/nothing.css", 404, "Page not found" },
        { false, "GET", "/fleet", 404, "Page not found" },
        { false, "POST", "/", 405, "Method not allowed" },
        { false, "DELETE", "/releases", 405, "Method not allowed" },
        { true, "GET", "/nowhere", 404, "Page not found" },
        { true, "GET", "/fleet/clusters/0", 404, "Cluster not found" },
        { true, "GET", "/fleet/name", 405, "Method not allowed" },
        { true, "POST", "/fleet/name", 400, "Invalid name" },
        { true, "POST", "/fleet/find", 400, "Invalid UUID" },
    };

    [Theory, MemberData(nameof(Errors))]
    public async Task A_browser_gets_a_page_and_a_program_gets_problem_details(
        bool isOperator, string method, string path, int status, string title)
    {
        using var page = await SendAsync(stage.Full, isOperator, method, path, Browser);
        using var problem = await SendAsync(stage.Full, isOperator, method, path, "*/*");
        using var json = JsonDocument.Parse(await problem.Content.ReadAsStringAsync(Cancelled));

        Assert.Equal((status, status), ((int)page.StatusCode, (int)problem.StatusCode));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<h1>{title}</h1>", await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        Assert.Equal(title, json.RootElement.GetProperty("title").GetString());
        Assert.Equal(status, json.RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/v1/nowhere", 404)]
    [InlineData("GET", "/v1/check", 405)]
    [InlineData("GET", "/v1/feed.sig", 404)]
    [InlineData("POST", "/v1/check", 415)]
    public async Task The_API_sends_problem_details_to_everybody(string method, string path, int status)
    {
        using var response = await SendAsync(stage.Full, false, method, path, Browser);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/html;q=0")]
    [InlineData("application/json")]
    [InlineData("text/*")]
    [InlineData("application/xhtml+xml, */*")]
    public async Task Only_a_request_that_accepts_HTML_by_name_gets_a_page(string accept)
    {
        using var response = await SendAsync(stage.Full, false, "GET", "/nowhere", accept);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/releases", 200)]
    [InlineData("/releases/v1.34.1+rke2r1", 503)]
    [InlineData("/readyz", 503)]
    [InlineData("/fleet", 200)]
    public async Task Without_a_feed_a_page_says_so(string path, int status)
    {
        using var response = await SendAsync(stage.WithoutFeed, path == "/fleet", "GET", path, Browser);
        var page = await response.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Matches("(no feed yet|not read a feed yet)", page);
        Assert.DoesNotContain("run a release with", page, StringComparison.Ordinal);
        Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
    }

    [Theory]
    [InlineData(Browser, "text/html")]
    [InlineData("*/*", "application/problem+json")]
    public async Task Without_credentials_a_browser_gets_a_page_without_other_files(string accept, string type)
    {
        using var client = new HttpClient { BaseAddress = stage.Full.OperatorAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        using var response = await client.GetAsync("/fleet", Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, response.Headers.WwwAuthenticate.Count);
        Assert.DoesNotContain("/assets/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/fleet", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "/nowhere", 404)]
    [InlineData(false, false, "/", 200)]
    [InlineData(false, false, "/releases", 200)]
    [InlineData(false, false, "/releases/v1.34.1+rke2r1", 503)]
    [InlineData(false, true, "/fleet", 200)]
    public async Task An_error_page_is_accessible_and_fits_a_phone(bool hasFeed, bool isOperator, string path, int status)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 390) })
        {
            await using var view = await stage.OpenAsync(isOperator, path, hasFeed: hasFeed, scheme: scheme, width: width);

            Assert.Equal(status, view.Status);
            await AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
        }
    }

    // The browser of the tests shows no page for 401: the page is passed to it with another status and the same policy.
    [Fact]
    public async Task The_page_without_credentials_is_styled_accessible_and_fits_a_phone()
    {
        using var client = new HttpClient { BaseAddress = stage.Full.OperatorAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", Browser);
        using var response = await client.GetAsync("/fleet", Cancelled);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 390) })
        {
            await using var view = await stage.OpenAsync(false, "/nowhere", scheme: scheme, width: width);
            await view.Page.RouteAsync("**/denied", route => route.FulfillAsync(new()
            {
                ContentType = "text/html; charset=utf-8",
                Headers = new Dictionary<string, string>
                {
                    ["Content-Security-Policy"] = response.Headers.GetValues("Content-Security-Policy").Single(),
                },
                Body = body,
            }));
            await view.GoAsync("/denied");

            await AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
            Assert.Equal("0px", await view.Page.EvaluateAsync<string>("getComputedStyle(document.body).marginTop"));
        }
    }

    private static async Task AssertIsAccessibleAsync(View view, string place, int width)
    {
        var found = await view.Page.RunAxe();

        Assert.Equal([], found.Violations.Select(violation =>
            $"{place}: {violation.Impact} {violation.Id}: {violation.Nodes[0].Html}"));
        Assert.Equal(width, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        RunningResponder responder, bool isOperator, string method, string path, string accept)
    {
        using var client = isOperator
            ? OperatorAccess.Client(responder)
            : new HttpClient { BaseAddress = responder.Client.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request, Cancelled);
    }
}
