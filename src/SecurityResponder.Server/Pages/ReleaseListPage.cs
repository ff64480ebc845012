using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Pages;

/// <summary>Every release of the feed.</summary>
internal sealed class ReleaseListPage(Layout layout, ReleaseFacts facts)
{
    /// <summary>The page.</summary>
    public Html Render() => layout.Page("Releases", "/releases", Html.Of(
        $"""
        <section class="hero" aria-labelledby="title"><h1 id="title">Releases</h1>
        <p>Every release that the feed lists, newest first, with the CVEs that are published for it.</p></section>
        {(facts.All.Any() ? Table() : Html.Of($"""<p class="empty">There is no feed yet.</p>"""))}
        """),
        facts.GeneratedAt is { } made ? Html.Of($"<p>As known on {DisplayText.Day(made)}.</p>") : Html.Empty);

    private Html Table() => Html.Of(
        $"""
        <section><table class="wide"><thead><tr><th scope="col">Release</th><th scope="col" class="number">CVEs</th><th scope="col" class="number">High or critical</th><th scope="col">Support</th></tr></thead>
        <tbody>{facts.All.Select(Row)}</tbody></table></section>

        """);

    private static Html Row(ReleaseFact release) => Html.Of(
        $"""
        <tr><th scope="row"><a href="/releases/{release.Version.ToString()}">{release.Version.ToString()}</a></th><td class="number" data-label="CVEs">{release.Cves}</td><td class="number" data-label="High or critical">{release.Urgent}</td><td data-label="Support">{DisplayText.Badge(release.Support)}</td></tr>

        """);
}
