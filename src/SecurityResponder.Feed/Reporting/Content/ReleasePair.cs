using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>Two releases whose comparison has a page.</summary>
/// <param name="From">The older one.</param>
/// <param name="To">The newer one.</param>
internal sealed record ReleasePair(Release From, Release To)
{
    /// <summary>The name of the page's file, e.g. <c>v1.35.6_rke2r1..v1.35.7_rke2r1.html</c>.</summary>
    public string FileName => $"{FileNames.Of(From.Version.ToString())}..{FileNames.Of(To.Version.ToString())}.html";

    /// <summary>Each release with the next one of its minor, and the newest release of each minor with that of the next minor in the
    /// feed, newest first.</summary>
    /// <param name="releases">The releases, newest first.</param>
    public static IReadOnlyList<ReleasePair> All(IReadOnlyList<Release> releases)
    {
        var pairs = new List<ReleasePair>();
        var minors = releases.GroupBy(release => release.Version.Minor).Select(group => group.ToList()).ToList();
        for (var i = 0; i < minors.Count; i++)
        {
            if (i > 0)
            {
                pairs.Add(new ReleasePair(Newest(minors[i]), Newest(minors[i - 1])));
            }

            pairs.AddRange(minors[i].Zip(minors[i].Skip(1), (newer, older) => new ReleasePair(older, newer)));
        }

        return pairs;
    }

    // A release that clusters may take, if there is one.
    private static Release Newest(List<Release> releases) =>
        releases.Find(release => !release.Version.IsPrerelease && !release.IsWithdrawn) ?? releases[0];
}
