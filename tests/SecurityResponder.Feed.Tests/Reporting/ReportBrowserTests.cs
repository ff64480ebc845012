using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>The pages in Chromium.</summary>
public sealed class ReportBrowserTests(ReportStage stage) : IClassFixture<ReportStage>
{
    private const string Lists = """
        () => [...document.querySelectorAll("[data-list]")].map(list =>
          list.dataset.list + ": " + [...list.querySelectorAll("a[href*='cves/']")].map(link => link.textContent.trim()).join(" "))
        """;

    [Theory]
    [InlineData(false, "index.html")]
    [InlineData(false, "releases/v1.34.1_rke2r1.html")]
    [InlineData(false, "cves/CVE-2026-102.html")]
    [InlineData(false, "compare/v1.34.4_rke2r1..v1.35.3_rke2r1.html")]
    [InlineData(false, "compare/index.html")]
    [InlineData(false, "cves.html")]
    [InlineData(false, "changes.html")]
    [InlineData(false, "sources.html")]
    [InlineData(true, "releases/v1.35.6_rke2r1.html")]
    public async Task A_page_fits_loads_only_its_own_files_and_axe_finds_no_violation(bool isLarge, string path)
    {
        await using var view = await stage.OpenAsync(path, isLarge);
        await view.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        foreach (var (scheme, width, isChecked) in new[]
        {
            (ColorScheme.Light, 1440, true), (ColorScheme.Light, 390, false),
            (ColorScheme.Dark, 390, true), (ColorScheme.Dark, 1440, false),
        })
        {
            await view.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await view.Page.SetViewportSizeAsync(width, 900);
            await SavePictureAsync(view, $"{path.Replace('/', '-')}-{width}-{scheme}");

            Assert.Equal(width, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty(view.Missing);
            Assert.Empty(view.Errors);
            // The width changes no colour: each scheme is checked at one of them.
            if (isChecked)
            {
                var found = await view.Page.RunAxe();
                Assert.Equal([], found.Violations.Select(violation =>
                    $"{scheme} {width}: {violation.Impact} {violation.Id}: {violation.Nodes[0].Html}"));
                Assert.NotEmpty(found.Passes);
            }
        }
    }

    [Theory]
    [InlineData(false, "index.html")]
    [InlineData(false, "compare/index.html")]
    [InlineData(false, "cves/CVE-2026-102.html")]
    [InlineData(true, "releases/v1.35.6_rke2r1.html")]
    public async Task A_page_is_complete_without_scripts(bool isLarge, string path)
    {
        await using var without = await stage.OpenAsync(path, isLarge, width: 390, hasScripts: false);
        var text = await without.Page.Locator("main").InnerTextAsync();
        await using var with = await stage.OpenAsync(path, isLarge, width: 390);
        // The scripts add a choice of two releases and a warning about the age.
        await with.Page.EvaluateAsync("document.querySelectorAll('.picker, .stale').forEach(part => part.remove())");

        Assert.Equal((await with.Page.Locator("main").InnerTextAsync()).Trim(), text.Trim());
        Assert.NotEqual("", text);
        Assert.False(await without.Page.Locator(".search").IsVisibleAsync());
        Assert.Empty(without.Errors);
    }

    [Fact]
    public async Task A_release_page_shows_all_of_its_45_findings()
    {
        await using var view = await stage.OpenAsync("releases/v1.35.6_rke2r1.html", isLarge: true, width: 390);

        Assert.Equal(45, await view.Page.Locator(".cves tbody tr").CountAsync());
        Assert.Equal("CVE-2026-10007", await view.Page.Locator(".cves tbody a").First.TextContentAsync());
    }

    [Theory]
    [InlineData("cves/CVE-2026-103.html", "v1.34.1", "v1.34.1+rke2r1")]
    [InlineData("index.html", "ghsa-aaaa", "CVE-2026-102")]
    [InlineData("index.html", "coredns", "CVE-2026-104")]
    public async Task The_search_finds_releases_ids_and_components(string path, string text, string title)
    {
        await using var view = await stage.OpenAsync(path);
        await view.Page.GetByRole(AriaRole.Searchbox).FillAsync(text);
        await view.Page.Locator(".results a").First.WaitForAsync();

        Assert.Equal(title, await view.Page.Locator(".results a").First.TextContentAsync());
        await view.Page.Keyboard.PressAsync("Enter");
        await view.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1, Exact = true }).WaitForAsync();
        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task The_search_can_be_used_and_left_by_keyboard()
    {
        await using var view = await stage.OpenAsync("index.html");
        await view.Page.GetByRole(AriaRole.Searchbox).FillAsync("nothing like this");
        await view.Page.GetByText("Nothing found").WaitForAsync();
        await view.Page.Keyboard.PressAsync("Escape");

        Assert.False(await view.Page.Locator(".results").IsVisibleAsync());
        Assert.True(await view.Page.GetByRole(AriaRole.Searchbox).EvaluateAsync<bool>("box => box === document.activeElement"));
    }

    [Fact]
    public async Task Any_two_releases_are_compared_as_the_program_compares_them()
    {
        await using var picked = await stage.OpenAsync("compare/index.html");
        await using var page = await stage.OpenAsync("compare/v1.34.4_rke2r1..v1.35.3_rke2r1.html");
        await picked.Page.Locator("[name=from]").SelectOptionAsync(new SelectOptionValue { Label = "v1.34.4+rke2r1" });
        await picked.Page.Locator("[name=to]").SelectOptionAsync(new SelectOptionValue { Label = "v1.35.3+rke2r1" });
        var lists = await picked.Page.EvaluateAsync<string[]>(Lists);

        Assert.Equal(await page.Page.EvaluateAsync<string[]>(Lists), lists);
        Assert.Equal(["fixes: CVE-2026-102 CVE-2026-103", "remains: CVE-2026-104", "brings: ", "undecided: CVE-2026-105"], lists);
    }

    [Fact]
    public async Task An_old_report_says_so()
    {
        await using var view = await stage.OpenAsync("index.html");

        // The browser's clock: 30 days after the feed.
        await view.Page.Clock.SetFixedTimeAsync(new DateTime(2026, 12, 24, 12, 0, 0, DateTimeKind.Utc));
        await view.Page.ReloadAsync();
        Assert.Contains("This report is 30 days old", await view.Page.Locator(".stale").InnerTextAsync(), StringComparison.Ordinal);
        await view.Page.Clock.SetFixedTimeAsync(new DateTime(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc));
        await view.Page.ReloadAsync();
        Assert.False(await view.Page.Locator(".stale").IsVisibleAsync());
    }

    // To look at: REPORT_PICTURES=/tmp/pictures.
    private static async Task SavePictureAsync(ReportView view, string name)
    {
        if (Environment.GetEnvironmentVariable("REPORT_PICTURES") is { } folder)
        {
            await view.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
