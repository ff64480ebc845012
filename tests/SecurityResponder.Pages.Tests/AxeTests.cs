using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SecurityResponder.Pages.Tests;

/// <summary>What axe finds on every page.</summary>
public sealed class AxeTests(Stage stage)
{
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
}
