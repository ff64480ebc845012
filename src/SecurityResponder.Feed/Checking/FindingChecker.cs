using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Checking;

/// <summary>Checks what a feed says about releases.</summary>
/// <param name="name">The file's name.</param>
/// <param name="feed">The feed.</param>
/// <param name="lines">The file's lines.</param>
internal sealed class FindingChecker(string name, Feeds.Feed feed, FeedLines lines)
{
    // The limit of a ConfigMap is 1 MiB, with its other keys.
    private const int MaxConfigMapBytes = 1_000_000;
    private const double MaxUnrated = 0.05;
    private const int MaxMissingMinors = 20;

    private readonly List<Issue> _issues = [];
    private readonly IReadOnlyList<ReleaseAssessment> _assessments =
        [.. feed.Releases.Select(release => ReleaseAssessment.Of(feed, release))];

    /// <summary>The issues.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="lines">The file's lines.</param>
    /// <param name="accepted">The ids of advisories that nobody rates.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<Issue> Check(
        string name, Feeds.Feed feed, FeedLines lines, IReadOnlySet<string> accepted, DateTimeOffset now)
    {
        var checker = new FindingChecker(name, feed, lines);
        checker.Ranges();
        checker.Reintroduced();
        checker.Unrated(accepted, now);
        checker.MissingVersions();
        checker.MissingMinors();
        return checker._issues;
    }

    /// <summary>A warning when the feed does not fit into a ConfigMap; null otherwise.</summary>
    public static Issue? Size(string name, long bytes) => bytes <= MaxConfigMapBytes ? null : new Issue(
        IssueLevel.Warning, name, null, string.Create(
        CultureInfo.InvariantCulture,
        $"the feed has {bytes} bytes, more than {MaxConfigMapBytes}, the limit of a ConfigMap; --minors trims it"));

    // All releases, although the range names no bound at all: that is what an unreviewed entry says.
    private void Ranges()
    {
        foreach (var advisory in feed.Advisories)
        {
            foreach (var affected in advisory.Affected.Where(affected => affected.Component != Component.Go
                && affected.Ranges.Any(range => range is { Introduced: null, Fixed: null, LastAffected: null })))
            {
                var versions = feed.Releases.Select(release => release.Components.GetValueOrDefault(affected.Component.Name))
                    .Select(ComponentVersion.TryParse).OfType<ComponentVersion>().ToList();
                if (versions.Count > 0 && versions.TrueForAll(affected.Affects))
                {
                    Report(
                        IssueLevel.Error, advisory.Id, $"{advisory.Id} affects every version of {affected.Component.Name}", advisory.Id);
                }
            }
        }
    }

    private void Reintroduced()
    {
        foreach (var minor in _assessments.GroupBy(assessment => assessment.Release.Version.Minor))
        {
            var fixedIn = new Dictionary<string, Release>();
            var open = new HashSet<string>();
            foreach (var assessment in minor.Reverse())
            {
                var now = assessment.Findings.Select(finding => finding.Advisory.Id).ToHashSet();
                foreach (var id in now.Where(fixedIn.ContainsKey))
                {
                    Report(
                        IssueLevel.Error, id,
                        $"{id} was fixed in {fixedIn[id].Version} and affects {assessment.Release.Version} again", id);
                    fixedIn.Remove(id);
                }

                foreach (var id in open.Except(now))
                {
                    fixedIn[id] = assessment.Release;
                }

                open = now;
            }
        }
    }

    private void Unrated(IReadOnlySet<string> accepted, DateTimeOffset now)
    {
        var findings = _assessments.Where(assessment => feed.SupportOf(assessment.Release.Version.Minor, now) is not Support.EndOfLife)
            .SelectMany(assessment => assessment.Findings).ToList();
        var unrated = findings.Where(finding => finding.Advisory.Severity.Level == SeverityLevel.Unknown
            && !accepted.Contains(finding.Advisory.Id)).ToList();
        if (unrated.Count > MaxUnrated * findings.Count)
        {
            var ids = unrated.Select(finding => finding.Advisory.Id).Distinct().Order(StringComparer.Ordinal);
            Report(
                IssueLevel.Warning, null,
                $"{unrated.Count} of {findings.Count} findings in supported minors are unrated: {string.Join(", ", ids)}");
        }
    }

    private void MissingVersions()
    {
        foreach (var minor in feed.Releases.GroupBy(release => release.Version.Minor))
        {
            var names = minor.SelectMany(release => release.Components.Keys).Distinct().ToList();
            foreach (var release in minor)
            {
                foreach (var component in names.Except(release.Components.Keys).Order(StringComparer.Ordinal))
                {
                    Report(
                        IssueLevel.Warning, $"{release.Version}", $"{release.Version} lists no version of {component}",
                        AcceptedIssue.Missing(component, release.Version));
                }
            }
        }
    }

    private void MissingMinors()
    {
        var minors = feed.Releases.Select(release => release.Version.Minor).Distinct().Order().ToList();
        foreach (var (before, after) in minors.Zip(minors.Skip(1)).Where(pair => pair.First.Major == pair.Second.Major))
        {
            for (var missing = before.Next; missing < after && missing.Minor - before.Minor <= MaxMissingMinors; missing = missing.Next)
            {
                Report(
                    IssueLevel.Warning, null,
                    $"the feed has releases of {before} and {after}, but none of {missing}: an upgrade has no path",
                    AcceptedIssue.MissingMinor(missing));
            }
        }
    }

    private void Report(IssueLevel level, string? place, string sentence, string? subject = null) =>
        _issues.Add(new Issue(level, name, lines.Of(place), sentence) { Subject = subject });
}
