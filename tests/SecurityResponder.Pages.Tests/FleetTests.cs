using System.Net;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

public sealed class FleetTests(Stage stage)
{
    [Fact]
    public async Task The_fleet_shows_each_cluster_with_version_advice_and_last_seen()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/fleet?version=v1.34.2%2Brke2r1");
        var rows = view.Page.Locator("tbody tr");

        Assert.Equal(17, await rows.CountAsync());
        var first = await rows.First.InnerTextAsync();
        Assert.Contains("v1.34.2+rke2r1", first, StringComparison.Ordinal);
        Assert.Equal("43", await rows.First.Locator("[data-label=Nodes]").InnerTextAsync());
        // 1.34 is out of support: 1.35 is the first supported minor.
        Assert.Contains("upgrade to v1.35.7+rke2r1", first, StringComparison.Ordinal);
        Assert.Contains(" UTC", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sets_and_removes_the_name_of_a_cluster_in_the_browser()
    {
        const string path = "/fleet?version=v1.33.4%2Brke2r1";
        await using var view = await stage.OpenAsync(isOperator: true, path);
        var field = view.Page.Locator("tbody tr").First.GetByRole(Microsoft.Playwright.AriaRole.Textbox);
        var cluster = await field.GetAttributeAsync("aria-label");
        await field.FillAsync("lab <b>\"1\"</b>");
        await ReloadedAsync(view, path, () => field.PressAsync("Enter"));

        var named = view.Page.GetByRole(Microsoft.Playwright.AriaRole.Textbox, new() { Name = cluster });
        Assert.Equal("lab <b>\"1\"</b>", await named.InputValueAsync());
        await named.FillAsync("");
        await ReloadedAsync(view, path, () => named.PressAsync("Enter"));
        Assert.Equal("", await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Textbox, new() { Name = cluster }).InputValueAsync());
        Assert.Empty(view.Errors);
    }

    // The page that the form leads to is recognized by its request.
    private static async Task ReloadedAsync(View view, string path, Func<Task> action) => await view.Page.RunAndWaitForResponseAsync(
        action, response => response.Request.Method == "GET" && response.Url.Contains(path, StringComparison.Ordinal));

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    [InlineData("User-Agent", "curl", HttpStatusCode.SeeOther)]
    public async Task A_page_of_another_site_cannot_name_a_cluster(string header, string value, HttpStatusCode expected)
    {
        using var client = Client(OperatorAccess.Token);
        using var request = Form(new string('0', 64), "x");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("00", "x")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000", "x")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "two\nlines")]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000000",
        "longer than eighty characters, longer than eighty characters, longer than eighty c")]
    public async Task An_invalid_cluster_or_name_is_rejected(string cluster, string name)
    {
        using var client = Client(OperatorAccess.Token);
        using var request = Form(cluster, name);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("multipart/form-data", "")]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "%%%=&&&=;")]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("", "cluster=0")]
    public async Task A_body_that_is_not_the_form_is_rejected(string type, string? body)
    {
        using var client = Client(OperatorAccess.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fleet/name");
        request.Content = new StringContent(body ?? string.Concat(Enumerable.Repeat("a=b&", 10_000)));
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/fleet")]
    [InlineData("/fleet/name")]
    [InlineData("/")]
    [InlineData("/figures/os.json")]
    [InlineData("/assets/page.css")]
    public async Task The_operators_port_requires_credentials_for_every_path(string path)
    {
        using var client = new HttpClient { BaseAddress = stage.Full.OperatorAddress };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/fleet")]
    [InlineData("/fleet/")]
    [InlineData("/fleet/name")]
    [InlineData("/FLEET")]
    public async Task The_public_port_has_no_fleet_page_even_with_the_token(string path)
    {
        using var client = OperatorAccess.Client(stage.Full);
        client.BaseAddress = stage.Full.Client.BaseAddress;
        using var got = await client.GetAsync(path, TestContext.Current.CancellationToken);
        using var posted = await client.PostAsync(path, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, got.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = stage.Full.OperatorAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private static HttpRequestMessage Form(string cluster, string name) => new(HttpMethod.Post, "/fleet/name")
    {
        Content = new FormUrlEncodedContent([new("cluster", cluster), new("name", name)]),
    };
}
