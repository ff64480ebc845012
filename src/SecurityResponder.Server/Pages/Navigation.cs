namespace SecurityResponder.Server.Pages;

/// <summary>The main navigation of one port.</summary>
/// <param name="Tabs">The addresses and names, in order.</param>
internal sealed record Navigation(IReadOnlyList<(string Path, string Name)> Tabs)
{
    /// <summary>On the public port.</summary>
    public static Navigation Public { get; } = new([("/", "Clusters"), ("/releases", "Releases")]);

    /// <summary>On the operators' port.</summary>
    public static Navigation Operators { get; } = new([("/", "Clusters"), ("/fleet", "Fleet"), ("/releases", "Releases")]);

    /// <summary>The links of a message page.</summary>
    public IEnumerable<LinkModel> Links => Tabs.Select(tab => new LinkModel(tab.Path, tab.Name));

    /// <summary>The frame of a page.</summary>
    /// <param name="title">The title of the page.</param>
    /// <param name="path">The tab that the page belongs to; empty for none.</param>
    /// <param name="hasCharts">Whether the page loads the chart scripts.</param>
    public LayoutModel Layout(string title, string path, bool hasCharts = false) =>
        new(title, [.. Tabs.Select(tab => new LinkModel(tab.Path, tab.Name, tab.Path == path))], hasCharts);
}
