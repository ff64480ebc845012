using Deque.AxeCore.Playwright;
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

    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task Axe_finds_no_violation_in_light_and_wide_or_dark_and_narrow(bool isOperator, string path)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 360) })
        {
            await using var view = await stage.OpenAsync(isOperator, path, scheme: scheme, width: width);
            await view.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
            var found = await view.Page.RunAxe();

            Assert.Equal([], found.Violations.Select(violation =>
                $"{scheme} {width}: {violation.Impact} {violation.Id}: {violation.Nodes[0].Html}"));
            Assert.NotEmpty(found.Passes);
        }
    }

    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task Every_control_is_reachable_by_keyboard_with_a_visible_focus(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path);
        var usable = await view.Page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")]
              .filter(element => element.checkVisibility()).length
            """);

        for (var i = 0; i < usable; i++)
        {
            await view.Page.Keyboard.PressAsync("Tab");
            Assert.True(await view.Page.EvaluateAsync<bool>(
                """
                () => {
                  const focused = document.activeElement;
                  const isNew = focused !== document.body && !focused.dataset.seen;
                  focused.dataset.seen = "1";
                  const place = focused.getBoundingClientRect();
                  const isInSight = place.width > 0 && place.bottom > 0 && place.top < innerHeight;
                  return isNew && isInSight && parseFloat(getComputedStyle(focused).outlineWidth) >= 2;
                }
                """));
        }
    }

    [Fact]
    public async Task The_first_tab_stop_skips_the_header()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/");
        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await view.Page.Locator(":focus").TextContentAsync());
        await view.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await view.Page.EvaluateAsync<string>("document.activeElement.id"));
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
