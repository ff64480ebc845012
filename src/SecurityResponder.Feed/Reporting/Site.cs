using System.Text;
using RazorSlices;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Reporting.Indexes;
using SecurityResponder.Feed.Reporting.Markdown;
using SecurityResponder.Feed.Reporting.Pages;

namespace SecurityResponder.Feed.Reporting;

/// <summary>The files of the report: pages, Markdown, an Atom feed, and what the scripts read. Every page works without scripts.</summary>
internal static class Site
{
    /// <summary>All files. The same content gives the same bytes.</summary>
    /// <param name="content">The content.</param>
    /// <param name="feed">The bytes of the feed, which the report includes.</param>
    /// <param name="baseUrl">The address of the site, which ends with a slash; null when it is unknown.</param>
    public static IEnumerable<SiteFile> Files(SiteContent content, byte[] feed, string? baseUrl) =>
    [
        .. Asset.Names.Select(name => new SiteFile(name, () => Asset.Read(name))),
        new SiteFile("feed.json", () => feed),
        new SiteFile("search.json", () => SearchIndex.Of(content)),
        new SiteFile("compare.json", () => ComparisonIndex.Of(content)),
        Page("changes.xml", () => AtomFeed.Create(AtomModel.Of(content, baseUrl))),
        Page("index.html", () => IndexPage.Create(IndexModel.Of(content))),
        Page("cves.html", () => CveListPage.Create(CveListModel.Of(content))),
        Page("changes.html", () => ChangesPage.Create(ChangesModel.Of(content))),
        Page("sources.html", () => SourcesPage.Create(SourcesModel.Of(content))),
        Page("compare/index.html", () => CompareIndexPage.Create(CompareIndexModel.Of(content))),
        .. content.Releases.Select(release => Page(
            Links.AtRoot.Release(release.Version), () => ReleasePage.Create(ReleaseModel.Of(content, release)))),
        .. content.Cves.Select(cve => Page(Links.AtRoot.Cve(cve.Advisory.Id), () => CvePage.Create(CvePageModel.Of(content, cve)))),
        .. content.Pairs.Select(pair => Page(
            Links.AtRoot.Compare(pair), () => ComparisonPage.Create(ComparisonModel.Of(content, pair)))),
        Text("README.md", () => MarkdownIndex.Of(content)),
        .. content.Releases.Select(release => Text(
            $"releases/{FileNames.Of(release.Version.ToString())}.md", () => MarkdownRelease.Of(content, release))),
    ];

    private static SiteFile Page(string path, Func<RazorSlice> create) => new(path, () => PageRenderer.Render(create()));

    private static SiteFile Text(string path, Func<string> write) => new(path, () => Encoding.UTF8.GetBytes(write()));
}
