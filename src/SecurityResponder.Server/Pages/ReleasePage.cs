using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Pages;

/// <summary>One release: what is published against it, what would be and is not, and why.</summary>
internal sealed class ReleasePage(Layout layout, ReleaseAssessment assessed, Support support, DateTimeOffset? generatedAt)
{
    private readonly Release _release = assessed.Release;

    /// <summary>The page.</summary>
    public Html Render() => layout.Page(
        _release.Version.ToString(), "/releases", Html.Of($"{Head()}{Findings()}{Excused()}{Undecided()}{Components()}"),
        generatedAt is { } made ? Html.Of($"<p>CVEs and support as known on {DisplayText.Day(made)}: what is known of a release changes after it.</p>") : Html.Empty);

    private Html Head() => Html.Of(
        $"""
        <section class="hero" aria-labelledby="title"><h1 id="title">{_release.Version.ToString()}</h1>
        <p class="facts">{(_release.ReleasedAt is { } day ? Html.Of($"<span>released {DisplayText.Day(day)}</span>") : Html.Empty)}
        <span>support {DisplayText.Badge(support)}</span>
        {(_release.NotesUrl is { } notes ? Html.Of($"""<a href="{notes}" rel="noreferrer">release notes</a>""") : Html.Empty)}
        <a href="/?version={Uri.EscapeDataString(_release.Version.ToString())}">clusters on it</a></p></section>

        """);

    private Html Findings()
    {
        var found = assessed.Findings;
        return Html.Of(
            $"""
            <section aria-labelledby="cves"><h2 id="cves">{(found.Count == 0 ? "No CVE is published for it" : $"{DisplayText.Cves(found.Count)} published for it")}</h2>
            {(found.Count == 0 ? Html.Empty : Html.Of(
                $"""
                <p class="quiet">Each affects it on some cluster; which concern yours depends on what runs there.</p>
                <table class="wide"><thead><tr><th scope="col">CVE</th><th scope="col">Severity</th><th scope="col">Component</th><th scope="col">Fixed in</th></tr></thead>
                <tbody>{found.Select(Finding)}</tbody></table>
                """))}
            </section>

            """);
    }

    private Html Finding(ReleaseFinding found)
    {
        var advisory = found.Finding.Advisory;
        return Html.Of(
            $"""
            <tr><th scope="row">{Id(advisory)}{Summary(advisory)}</th>
            <td data-label="Severity">{DisplayText.Badge(advisory.Severity)}</td>
            <td data-label="Component">{string.Join(", ", found.Finding.Components.Select(Bundled))}{(found.Finding.IsUnderInvestigation ? Html.Of($""" <span class="quiet">under investigation</span>""") : Html.Empty)}</td>
            <td data-label="Fixed in">{(found.FixedIn is { } release ? Html.Of($"""<a href="/releases/{release.Version.ToString()}">{release.Version.ToString()}</a>""") : Html.Of($"""<span class="quiet">no release yet</span>"""))}</td></tr>

            """);
    }

    private Html Excused() => assessed.NotAffected.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="excused"><h2 id="excused">Not affected, and why</h2>
        <p class="quiet">The bundled version is one that is accused; the makers of RKE2 state that their build is not affected.</p>
        <table class="wide"><thead><tr><th scope="col">CVE</th><th scope="col">Severity</th><th scope="col">Component</th><th scope="col">Reason</th></tr></thead>
        <tbody>{assessed.NotAffected.Select(excused => Html.Of(
            $"""
            <tr><th scope="row">{Id(excused.Advisory)}{Summary(excused.Advisory)}</th><td data-label="Severity">{DisplayText.Badge(excused.Advisory.Severity)}</td>
            <td data-label="Component">{Bundled(excused.Statement.Component)}</td><td data-label="Reason">{Reason(excused.Statement)}</td></tr>

            """))}</tbody></table></section>

        """);

    private Html Undecided() => assessed.Undecided.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="undecided"><h2 id="undecided">Cannot be decided</h2>
        <p class="quiet">The feed does not say which version of the component this release bundles.</p>
        <ul class="plain">{assessed.Undecided.Select(advisory => Html.Of($"<li>{Id(advisory)} {string.Join(", ", advisory.Affected.Select(accused => accused.Component.Name).Distinct())}</li>"))}</ul></section>

        """);

    private Html Components() => _release.Components.Count == 0 ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="components"><h2 id="components">What it bundles</h2>
        <dl class="components">{_release.Components.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
            Html.Of($"<div><dt>{Html.Foreign(entry.Key)}</dt><dd>{Html.Foreign(entry.Value)}</dd></div>"))}</dl></section>

        """);

    private string Bundled(Component component)
    {
        var name = component.Name;
        var version = _release.Components.GetValueOrDefault(name) ?? _release.Components.GetValueOrDefault("canal-" + name);
        return version is null ? name : $"{name} {Html.Visible(version)}";
    }

    private static Html Id(Advisory advisory) => advisory.References.Count == 0
        ? Html.Foreign(advisory.Id)
        : Html.Of($"""<a href="{advisory.References[0]}" rel="noreferrer">{Html.Foreign(advisory.Id)}</a>""");

    private static Html Summary(Advisory advisory) =>
        advisory.Summary is null ? Html.Empty : Html.Of($"""<span class="summary">{Html.Foreign(advisory.Summary)}</span>""");

    // OpenVEX's words with spaces: "vulnerable code not in execute path".
    private static Html Reason(VexStatement statement) => statement.Status == VexStatus.Fixed ? Html.Of($"the build carries the fix")
        : statement.Justification is { } why ? Html.Foreign(why.Replace('_', ' '))
        : Html.Of($"""<span class="quiet">no reason given</span>""");
}
