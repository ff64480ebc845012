using SecurityResponder.Feed.Reporting.Content;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The frame of every page: head, navigation and footer.</summary>
/// <param name="Title">The title of the page, as text.</param>
/// <param name="Root">The way from the page to the root: empty, or <c>../</c>.</param>
/// <param name="Tabs">The main navigation.</param>
/// <param name="AsOf">The time of the feed, e.g. <c>2026-11-24 06:00 UTC</c>.</param>
/// <param name="Generated">The same time, RFC 3339; a script warns when it is old.</param>
/// <param name="HasPicker">Whether the page compares two releases that a reader chooses.</param>
public sealed record LayoutModel(
    string Title, string Root, IReadOnlyList<LinkModel> Tabs, string AsOf, string Generated, bool HasPicker = false)
{
    private static readonly (string File, string Text)[] Pages =
    [
        ("index.html", "Releases"), ("cves.html", "CVEs"), ("compare/index.html", "Compare"), ("changes.html", "Changes"),
        ("sources.html", "Sources"),
    ];

    /// <summary>The frame of a page.</summary>
    /// <param name="content">The content of the report.</param>
    /// <param name="links">The links of the page.</param>
    /// <param name="title">The title.</param>
    /// <param name="tab">The file of the tab that the page is or belongs to.</param>
    internal static LayoutModel Of(SiteContent content, Links links, string title, string tab) => new(
        title, links.Root, [.. Pages.Select(page => new LinkModel(links.Root + page.File, page.Text, page.File == tab))],
        DisplayText.Minute(content.At), DisplayText.Instant(content.At));
}

/// <summary>A link.</summary>
/// <param name="Href">The address, relative to the page.</param>
/// <param name="Text">The text of the link.</param>
/// <param name="IsCurrent">Whether it leads to what is shown now.</param>
public sealed record LinkModel(string Href, string Text, bool IsCurrent = false);

/// <summary>A coloured label.</summary>
/// <param name="Level">The CSS class, e.g. <c>critical</c> or <c>fine</c>.</param>
/// <param name="Text">The text of the label.</param>
public sealed record BadgeModel(string Level, string Text);
