using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Vulnerabilities of Go's standard library and tools. They concern every component that is built with an affected Go; whether the
/// vulnerable code is reached is unknown. They are never mixed into the findings.</summary>
/// <param name="Version">The Go that built the release, e.g. <c>1.24.9</c>; null when the feed does not say.</param>
/// <param name="Advisories">Those that affect this Go; all that the feed knows when the version is unknown. Worst first.</param>
public sealed record GoAdvisories(string? Version, IReadOnlyList<Advisory> Advisories)
{
    /// <summary>One line, e.g. <c>built with Go 1.24.9: 35 published standard-library CVEs, reachability unknown</c>; null when the feed
    /// has no such advisories.</summary>
    public string? Line => (Version, Advisories.Count) switch
    {
        (null, 0) => null,
        (null, var count) =>
            $"the feed does not say which Go built this release: {count} published standard-library {Cves(count)}, undecided",
        (_, 0) => $"built with Go {Version}: no published standard-library CVE",
        (_, var count) => $"built with Go {Version}: {count} published standard-library {Cves(count)}, reachability unknown",
    };

    /// <summary>The advisories about the Go of a release.</summary>
    internal static GoAdvisories Of(Feed feed, Release? release)
    {
        var version = ComponentVersion.TryParse(release?.GoVersion);
        var advisories = feed.Advisories.Where(advisory => advisory.Affected.Any(affected =>
            affected.Component == Component.Go && (version is null || affected.Affects(version)))).ToList();
        advisories.Sort(AdvisoryOrder.WorstFirst);
        return new GoAdvisories(version is null ? null : release!.GoVersion, advisories);
    }

    private static string Cves(int count) => count == 1 ? "CVE" : "CVEs";
}
