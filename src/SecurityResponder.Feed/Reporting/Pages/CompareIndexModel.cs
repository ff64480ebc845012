using SecurityResponder.Feed.Reporting.Content;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page that leads to comparisons.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Groups">The comparisons that have a page, by the minor of the newer release.</param>
public sealed record CompareIndexModel(LayoutModel Layout, IReadOnlyList<CompareGroupModel> Groups)
{
    internal static CompareIndexModel Of(SiteContent content) => new(
        LayoutModel.Of(content, Links.InFolder, "Compare releases", "compare/index.html") with { HasPicker = true },
        [
            .. content.Pairs.GroupBy(pair => pair.To.Version.Minor).Select(group => new CompareGroupModel(
                group.Key.ToString(),
                [.. group.Select(pair => new LinkModel(pair.FileName, $"{pair.From.Version} to {pair.To.Version}"))])),
        ]);
}

/// <summary>The comparisons of a minor.</summary>
/// <param name="Minor">E.g. <c>1.35</c>.</param>
/// <param name="Pairs">The comparisons, newest first.</param>
public sealed record CompareGroupModel(string Minor, IReadOnlyList<LinkModel> Pairs);
