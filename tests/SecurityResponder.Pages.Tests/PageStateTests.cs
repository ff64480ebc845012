using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SecurityResponder.Pages.Tests;

/// <summary>Pages in states that <see cref="AxeTests"/> does not show: pages of a long list, findings, an empty store, no feed, errors.
/// </summary>
public sealed class PageStateTests(Stage stage)
{
    // The other two combinations are those of the other pages, which have the same style.
    internal static readonly (ColorScheme Scheme, int Width)[] Screens = [(ColorScheme.Light, 390), (ColorScheme.Dark, 1440)];

    /// <summary>What the responder has, whether the page is the operators', and its path.</summary>
    public static TheoryData<string, bool, string> States => new()
    {
        { "reports", true, "/fleet" },
        { "reports", true, "/fleet?page=2" },
        { "reports", true, "/fleet?dev=1" },
        { "reports", false, "/?dev=1" },
        { "reports", true, "/fleet/clusters/0" },
        { "marks", false, "/releases/v1.35.2+rke2r1" },
        { "marks", false, "/releases/v1.35.1+rke2r1" },
        { "marks", true, "/releases/v1.34.1+rke2r1" },
        { "nothing", false, "/" },
        { "nothing", true, "/" },
        { "nothing", true, "/fleet" },
        { "no feed", true, "/" },
        { "no feed", true, "/releases" },
    };

    [Theory, MemberData(nameof(States))]
    public async Task A_page_in_this_state_is_accessible_and_fits_a_phone(string has, bool isOperator, string path)
    {
        foreach (var (scheme, width) in Screens)
        {
            await using var view = await OpenAsync(has, isOperator, path, scheme, width);

            await AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
        }
    }

    [Theory]
    [InlineData("v1.34.1+rke2r1", "CVE-2026-101")]
    [InlineData("v1.35.3+rke2r1", "undecided")]
    [InlineData("v1.35.9-k3s1", "no upgrade can be recommended")]
    public async Task A_cluster_with_findings_or_undecided_CVEs_is_accessible_and_fits_a_phone(string version, string text)
    {
        foreach (var (scheme, width) in Screens)
        {
            await using var view = await OpenAsync("marks", true, "/fleet?q=" + Uri.EscapeDataString(version), scheme, width);
            await view.GoAsync((await view.Page.Locator("main a[href*='/fleet/clusters/']").First.GetAttributeAsync("href"))!);

            Assert.Contains(text, await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            await AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
        }
    }

    [Theory]
    [InlineData(false, "/", 405)]
    [InlineData(true, "/fleet", 405)]
    [InlineData(true, "/fleet/name", 403)]
    [InlineData(true, "/fleet/find", 403)]
    public async Task The_answer_to_a_wrong_form_is_accessible_and_fits_a_phone(bool isOperator, string path, int status)
    {
        foreach (var (scheme, width) in Screens)
        {
            await using var view = await OpenAsync("reports", isOperator, "/releases", scheme, width);
            await view.Page.RouteAsync($"**{path}", route => route.ContinueAsync(new() { Method = "POST" }));
            await view.GoAsync(path);

            Assert.Equal(status, view.Status);
            await AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
        }
    }

    private Task<View> OpenAsync(string has, bool isOperator, string path, ColorScheme scheme, int width) => stage.OpenAsync(
        isOperator, path, isEmpty: has == "nothing", isMarked: has == "marks", hasFeed: has != "no feed", scheme: scheme, width: width);

    internal static async Task AssertIsAccessibleAsync(View view, string place, int width)
    {
        await view.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        var found = await view.Page.RunAxe();

        Assert.Equal([], found.Violations.Select(violation =>
            $"{place}: {violation.Impact} {violation.Id}: {violation.Nodes[0].Html}"));
        Assert.Equal(width, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
