namespace SecurityResponder.Server.Pages;

/// <summary>The frame of every page: head, navigation and footer.</summary>
/// <param name="Title">The title of the page, as text.</param>
/// <param name="Tabs">The main navigation.</param>
/// <param name="HasCharts">Whether the page loads the chart scripts.</param>
public sealed record LayoutModel(string Title, IReadOnlyList<LinkModel> Tabs, bool HasCharts)
{
    /// <summary>The address of the style sheet.</summary>
    public string StyleHref { get; init; } = Asset.PathOf("page.css");

    /// <summary>The address of the icon.</summary>
    public string IconHref { get; init; } = Asset.PathOf("icon.svg");

    /// <summary>The frame of a page for somebody who has no access: without navigation, and with files that are part of the page.</summary>
    internal LayoutModel Unauthorized() =>
        this with { Tabs = [], StyleHref = Asset.DataOf("page.css"), IconHref = Asset.DataOf("icon.svg") };
}

/// <summary>A link.</summary>
/// <param name="Href">The address, e.g. <c>/releases</c>.</param>
/// <param name="Text">The text of the link.</param>
/// <param name="IsCurrent">Whether it leads to what is shown now.</param>
public sealed record LinkModel(string Href, string Text, bool IsCurrent = false);

/// <summary>A coloured label.</summary>
/// <param name="Level">The CSS class, e.g. <c>critical</c> or <c>fine</c>.</param>
/// <param name="Text">The text of the label.</param>
public sealed record BadgeModel(string Level, string Text);

/// <summary>The links to a figure as CSV and JSON.</summary>
/// <param name="Name">The name in the address, e.g. <c>cni</c>.</param>
/// <param name="Title">What the files contain, for screen readers.</param>
/// <param name="Query">The query of the page with its question mark; empty for the default.</param>
public sealed record DownloadsModel(string Name, string Title, string Query);

/// <summary>A page with a short message, e.g. for status 404.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">The explanation.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record MessageModel(LayoutModel Layout, string Title, string Text, IReadOnlyList<LinkModel> Links);
