using SecurityResponder.Releases;

namespace SecurityResponder.Server.Pages;

/// <summary>Where the release notes of a release are.</summary>
internal static class ReleaseNotes
{
    private const string Tags = "https://github.com/rancher/rke2/releases/tag/";

    /// <summary>The link of the feed, or else the page of the tag at GitHub, e.g.
    /// <c>https://github.com/rancher/rke2/releases/tag/v1.34.1%2Brke2r1</c>.</summary>
    public static string Of(Release release) => release.NotesUrl ?? Tags + Uri.EscapeDataString(release.Version.ToString());
}
