using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>Relative addresses of the pages, so that the site works under every address and from a disk.</summary>
/// <param name="root">The way from a page to the root: empty, or <c>../</c>.</param>
internal sealed class Links(string root)
{
    /// <summary>From a page at the root.</summary>
    public static Links AtRoot { get; } = new("");

    /// <summary>From a page in a folder.</summary>
    public static Links InFolder { get; } = new("../");

    /// <summary>The way from a page to the root: empty, or <c>../</c>.</summary>
    public string Root => root;

    /// <summary>The page of a release.</summary>
    public string Release(ReleaseVersion version) => $"{root}releases/{FileNames.Of(version.ToString())}.html";

    /// <summary>The page of an advisory.</summary>
    public string Cve(string id) => $"{root}cves/{FileNames.Of(id)}.html";

    /// <summary>The comparison of two releases.</summary>
    public string Compare(ReleasePair pair) => $"{root}compare/{pair.FileName}";

    /// <summary>The link to a release.</summary>
    public LinkModel To(Release release) => new(Release(release.Version), release.Version.ToString());
}
