using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The clusters in figures: how many, on what, and how many of them should move.</summary>
/// <param name="layout">What stands around it.</param>
/// <param name="figures">What it shows.</param>
/// <param name="facts">What is known of releases.</param>
/// <param name="isExact">Whether the figures are those of the store.</param>
internal sealed class HomePage(Layout layout, FigureSet figures, ReleaseFacts facts, bool isExact)
{
    private readonly FigureTables _tables = new(figures);

    /// <summary>The page.</summary>
    public Html Render() => layout.Page("Clusters", "/", Html.Of($"{Head()}{Filters()}{Body()}"), Foot(), hasCharts: true);

    private Html Head() => Html.Of(
        $"""
        <section class="hero" aria-labelledby="title">
        <h1 id="title"><span class="huge" data-figure="total">{figures.Total.ToString()}</span> active {Kind()}{(figures.Total.Clusters == 1 ? "cluster" : "clusters")}
        <span class="when">in the last {figures.Query.Days} days</span></h1>
        <dl>
        {Fact("vulnerable", figures.Vulnerable, "run a release with a published CVE")}
        {Fact("urgent", figures.Urgent, "run one with a high or critical CVE")}
        {Fact("ended", figures.OutOfSupport, "run a minor that is out of support")}
        </dl>
        {_tables.Files("summary", "these figures")}
        </section>

        """);

    private string Kind() => figures.Query.IsDevelopment ? "development " : "";

    private Html Fact(string name, Figure figure, string words) => Html.Of(
        $"""
        <div class="{name}"><dt>{words}</dt><dd><span class="big">{(figure.ShareOf(figures.Total) is { } share ? DisplayText.Percent(share) : figure.ToString())}</span> <span class="of"><span data-figure="{name}">{figure.ToString()}</span> clusters</span></dd></div>

        """);

    private Html Filters() => Html.Of(
        $"""
        <div class="filters">
        <nav aria-label="Window">{FigureQuery.Windows.Select(Window)}</nav>
        {(figures.Query.Values.Count == 0 ? Html.Of($"<p>Pick any value below to see only its clusters.</p>")
            : Html.Of($"""<ul class="chips" aria-label="Filters">{figures.Query.Values.Select(Chip)}<li><a class="clear" href="/{(FigureQuery.Default with { Days = figures.Query.Days, IsDevelopment = figures.Query.IsDevelopment }).ToString()}">Show all</a></li></ul>"""))}
        {(isExact ? Html.Of($"""<p><a href="/fleet{figures.Query.ToString()}">One by one</a></p>""") : Html.Empty)}</div>

        """);

    private Html Window(int days)
    {
        var current = days == figures.Query.Days ? Html.Of($""" aria-current="true" """) : Html.Empty;
        return Html.Of($"""<a href="/{figures.Query.In(days).ToString()}"{current}>{days} days</a>""");
    }

    private Html Chip(KeyValuePair<string, string?> filter)
    {
        var title = Dimension.Find(filter.Key)!.Title;
        var value = filter.Value is null ? Html.Of($"not told") : Html.Foreign(filter.Value);
        return Html.Of(
            $"""<li><a href="/{figures.Query.Without(filter.Key).ToString()}"><span class="sr">Remove the filter </span>{title}: {value}<span aria-hidden="true"> ×</span></a></li>""");
    }

    private Html Body()
    {
        if (figures.Total.Clusters == 0)
        {
            return Html.Of($"""<p class="empty">No cluster has reported in this window yet.</p>""");
        }

        if (figures.Total.Clusters is null)
        {
            return Html.Of($"""<p class="empty">Fewer than five clusters: nothing more is told of so few.</p>""");
        }

        return Html.Of(
            $"""
            {_tables.Days()}
            {_tables.Versions()}
            <div class="cards">
            {Dimension.All.Where(dimension => dimension != Dimension.Version).Select(_tables.Card)}
            </div>

            """);
    }

    private Html Foot() => Html.Of(
        $"""
        <p>A cluster counts once, by its latest report in the window; development builds count {Other()}.
        {(isExact ? Html.Of($"These are the exact figures, for operators.")
            : Html.Of($"Figures are rounded to a multiple of five, up or down; fewer than five clusters are shown as &lt;5."))}</p>
        <p>Counted {DisplayText.Minute(figures.At)}.
        {(facts.GeneratedAt is { } made ? Html.Of($"CVEs and support as known on {DisplayText.Day(made)}; a release's CVEs are those that affect it on some cluster.") : Html.Empty)}</p>

        """);

    private Html Other()
    {
        var other = (figures.Query with { IsDevelopment = !figures.Query.IsDevelopment }).ToString();
        return figures.Query.IsDevelopment
            ? Html.Of($"""here, <a href="/{other}">all others</a> apart""")
            : Html.Of($"""<a href="/{other}">apart</a>""");
    }
}
