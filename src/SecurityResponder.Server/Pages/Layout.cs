using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Pages;

/// <summary>What every page has: head, way through, foot.</summary>
/// <param name="Tabs">The ways from page to page: address and name.</param>
internal sealed record Layout(IReadOnlyList<(string Path, string Name)> Tabs)
{
    /// <summary>What a page is sent as.</summary>
    public const string MediaType = "text/html; charset=utf-8";

    /// <summary>For everybody.</summary>
    public static Layout Public { get; } = new([("/", "Clusters"), ("/releases", "Releases")]);

    /// <summary>For operators.</summary>
    public static Layout Operators { get; } = new([("/", "Clusters"), ("/fleet", "Fleet"), ("/releases", "Releases")]);

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="path">The tab that it belongs to.</param>
    /// <param name="main">What it says.</param>
    /// <param name="foot">What has to be known about it.</param>
    /// <param name="hasCharts">Whether it draws.</param>
    public Html Page(string title, string path, Html main, Html foot, bool hasCharts = false) => Html.Of(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · RKE2 Security Responder</title>
        <link rel="icon" href="{Asset.PathOf("icon.svg")}" type="image/svg+xml">
        <link rel="stylesheet" href="{Asset.PathOf("page.css")}">
        {(hasCharts ? Scripts : Html.Empty)}</head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
        <a class="mark" href="/"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2 4 5v6.5c0 4.9 3.3 8.6 8 10.5 4.7-1.9 8-5.6 8-10.5V5z"/><path class="tick" d="m8 12 3 3 5-6"/></svg>RKE2 Security Responder</a>
        <nav aria-label="Pages">{Tabs.Select(tab => Tab(tab, path))}</nav>
        </header>
        <main id="main" tabindex="-1">
        {main}
        </main>
        <footer>{foot}<p>security-responder-server {ProgramVersion.Text}</p></footer>
        </body>
        </html>

        """);

    private static Html Scripts => Html.Of(
        $"""
        <script src="{Asset.PathOf("chart-4.6.1.js")}" defer></script>
        <script src="{Asset.PathOf("page.js")}" defer></script>

        """);

    private static Html Tab((string Path, string Name) tab, string current) => tab.Path == current
        ? Html.Of($"""<a href="{tab.Path}" aria-current="page">{tab.Name}</a>""")
        : Html.Of($"""<a href="{tab.Path}">{tab.Name}</a>""");
}
