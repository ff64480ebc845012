using Microsoft.Playwright;

namespace SecurityResponder.Pages.Tests;

/// <summary>Requirements of every page, checked in a browser.</summary>
public sealed class BrowserTests(Stage stage)
{
    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task A_page_sends_requests_to_its_own_host_only_and_logs_no_errors(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path);
        var host = new Uri(view.Page.Url).Authority;

        Assert.All(view.Requests, request => Assert.Equal(host, new Uri(request).Authority));
        // The browser logs a 404 as an error.
        Assert.DoesNotContain(view.Errors, error => view.Status == 200 || !error.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_chart_is_drawn(bool isOperator, bool isDark)
    {
        await using var view = await stage.OpenAsync(isOperator, "/", scheme: isDark ? ColorScheme.Dark : ColorScheme.Light);

        var isDrawn = await view.Page.EvaluateAsync<bool[]>(
            """
            () => [...document.querySelectorAll("canvas")].map(canvas =>
              canvas.checkVisibility()
              && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(value => value !== 0))
            """);

        Assert.Equal([true], isDrawn);
    }

    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task A_page_shows_the_same_text_without_scripts(bool isOperator, string path)
    {
        await using var with = await stage.OpenAsync(isOperator, path);
        await using var without = await stage.OpenAsync(isOperator, path, hasScripts: false);
        var withoutScripts = await without.Page.Locator("main").InnerTextAsync();

        Assert.Equal(await with.Page.Locator("main").InnerTextAsync(), withoutScripts);
        Assert.NotEqual("", withoutScripts);
        Assert.Equal(0, await without.Page.Locator(".chart").Locator("visible=true").CountAsync());
    }

    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task A_page_does_not_scroll_sideways_on_a_phone(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path, width: 360);

        Assert.Equal(360, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    // The public cannot tell none from a few.
    [Theory]
    [InlineData(false, "<5", "Fewer than five clusters match. No details are shown for so small a number.")]
    [InlineData(true, "0", "No clusters have reported in this time window.")]
    public async Task A_page_without_reports_says_so(bool isOperator, string total, string sentence)
    {
        await using var view = await stage.OpenAsync(isOperator, "/", isEmpty: true);

        Assert.Equal(total, await view.FigureAsync("total"));
        Assert.Contains(sentence, await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(view.Errors);
    }

    [Theory]
    [InlineData(false, "/")]
    [InlineData(true, "/")]
    [InlineData(true, "/fleet")]
    public async Task Markup_in_a_report_stays_text(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path);

        Assert.False(await view.Page.EvaluateAsync<bool>("'hit' in window"));
        Assert.Equal(0, await view.Page.Locator("main script, main img, main [onload], main [onerror]").CountAsync());
        // Bidirectional control characters would make a browser show another text than the one that was sent.
        Assert.DoesNotMatch("[\u202a-\u202e\u2066-\u2069]", await view.Page.ContentAsync());
        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task Markup_in_a_value_is_shown_as_text_and_can_be_filtered_by()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/");
        Assert.Equal("12", (await view.TableAsync("os"))[Fleet.Markup]);
        await view.Page.Locator("table[data-table=os] a", new() { HasText = "onerror" }).ClickAsync();

        Assert.Equal("12", await view.FigureAsync("total"));
        Assert.Equal("12", (await view.TableAsync("os"))[Fleet.Markup]);
        Assert.Empty(view.Errors);
    }
}
