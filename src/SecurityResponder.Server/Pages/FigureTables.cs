using System.Globalization;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The tables of the page of figures. They are whole without a script, which draws what they say.</summary>
/// <param name="figures">What they show.</param>
internal sealed class FigureTables(FigureSet figures)
{
    /// <summary>Active clusters over time.</summary>
    public Html Days() => Html.Of(
        $"""
        <section aria-labelledby="active">
        <div class="title"><h2 id="active">Active clusters by day</h2>{Files("active", "active clusters by day")}</div>
        <div class="chart" data-chart="days" hidden><canvas role="img" aria-label="Line chart of active clusters by day; the table below holds the same figures"></canvas></div>
        <details><summary>The figures by day</summary>
        <table data-table="active"><thead><tr><th scope="col">Day (UTC)</th><th scope="col" class="number">Clusters</th></tr></thead>
        <tbody>{figures.Days.Reverse().Select(day => Html.Of($"""<tr><th scope="row">{DisplayText.Day(day.Day)}</th><td class="number" data-figure>{day.Clusters.ToString()}</td></tr>"""))}</tbody></table>
        </details>
        </section>

        """);

    /// <summary>Versions, with what is known against them.</summary>
    public Html Versions()
    {
        var table = figures.Tables[Dimension.Version.Name];
        return Html.Of(
            $"""
            <section aria-labelledby="versions">
            <div class="title"><h2 id="versions">Versions</h2>{Files("version", "versions")}</div>
            <div class="chart" data-chart="versions" hidden><canvas role="img" aria-label="Bar chart of clusters by version; the table below holds the same figures"></canvas></div>
            <div class="legend" aria-hidden="true"><span class="key bad">high or critical CVE</span><span class="key some">other CVE</span><span class="key fine">no CVE</span><span class="key none">not in the feed</span></div>
            <table data-table="version" class="wide"><thead><tr><th scope="col">Version</th><th scope="col" class="number">Clusters</th><th scope="col" class="number share">Share</th><th scope="col">CVEs</th><th scope="col">Support</th></tr></thead>
            <tbody>{table.Rows.Select(row => Version(row, table))}</tbody></table>
            </section>

            """);
    }

    /// <summary>Any other dimension.</summary>
    public Html Card(Dimension dimension)
    {
        var table = figures.Tables[dimension.Name];
        return Html.Of(
            $"""
            <section class="card" aria-labelledby="{dimension.Name}">
            <div class="title"><h2 id="{dimension.Name}">{dimension.Title}</h2>{Files(dimension.Name, dimension.Title)}</div>
            <table data-table="{dimension.Name}"><thead class="sr"><tr><th scope="col">{dimension.Noun}</th><th scope="col">Clusters</th><th scope="col">Share</th></tr></thead>
            <tbody>{table.Rows.Select(row => Html.Of($"<tr>{Name(row, dimension)}{Count(row, table, "plain")}</tr>"))}</tbody></table>
            </section>

            """);
    }

    private Html Version(FigureRow row, FigureTable table)
    {
        var release = row.Release;
        var state = release is null or { IsListed: false } ? "none" : release.Urgent > 0 ? "bad" : release.Cves > 0 ? "some" : "fine";
        var cves = release is null or { IsListed: false } ? Html.Of($"""<span class="quiet">unknown</span>""")
            : release.Cves == 0 ? Html.Of($"""<span class="quiet">none</span>""")
            : Html.Of($"""{DisplayText.Cves(release.Cves)}{(release.Urgent > 0 ? Html.Of($""", <strong>{release.Urgent} urgent</strong>""") : Html.Empty)}""");
        var details = release is { IsListed: true }
            ? Html.Of($"""<a class="more" href="/releases/{release.Version.ToString()}">{cves}<span class="sr"> of {release.Version.ToString()}</span></a>""")
            : cves;
        var support = release is null ? Html.Of($"""<span class="quiet">unknown</span>""") : DisplayText.Badge(release.Support);
        return Html.Of($"""<tr data-state="{state}">{Name(row, Dimension.Version)}{Count(row, table, state)}<td data-label="CVEs">{details}</td><td data-label="Support">{support}</td></tr>""");
    }

    private Html Name(FigureRow row, Dimension dimension)
    {
        if (row.IsRest)
        {
            return Html.Of($"""<th scope="row" class="quiet">other values</th>""");
        }

        var name = row.Value is null ? Html.Of($"""<span class="quiet">not told</span>""") : Html.Foreign(row.Value);
        return figures.Query.Values.ContainsKey(dimension.Name)
            ? Html.Of($"""<th scope="row">{name}</th>""")
            : Html.Of($"""<th scope="row"><a href="/{figures.Query.With(dimension, row.Value).ToString()}">{name}</a></th>""");
    }

    private Html Count(FigureRow row, FigureTable table, string state)
    {
        var most = table.Rows.Max(other => other.Clusters.Clusters ?? 0);
        var width = row.Clusters.Clusters is { } clusters && most > 0 ? 100d * clusters / most : 0;
        return Html.Of(
            $"""
            <td class="number bar-cell"><svg class="bar {state}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="{width.ToString("0.#", CultureInfo.InvariantCulture)}" height="1"/></svg><span data-figure>{row.Clusters.ToString()}</span></td><td class="number share">{DisplayText.Percent(row.Clusters.ShareOf(figures.Total))}</td>
            """);
    }

    /// <summary>The ways to a figure for machines.</summary>
    public Html Files(string name, string title)
    {
        var query = figures.Query.ToString();
        return Html.Of(
            $"""<p class="files"><a href="/figures/{name}.csv{query}">CSV<span class="sr"> of {title}</span></a> <a href="/figures/{name}.json{query}">JSON<span class="sr"> of {title}</span></a></p>""");
    }
}
