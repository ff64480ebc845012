using System.Collections.Frozen;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>What the feed says about each release, computed once per feed.</summary>
/// <param name="feed">The feed; null while there is none.</param>
/// <param name="now">The time for which the state of support is computed.</param>
internal sealed class ReleaseFacts(Feed? feed, DateTimeOffset now)
{
    private readonly FrozenDictionary<ReleaseVersion, (int Cves, int Urgent)> _cves =
        (feed?.Releases ?? []).ToFrozenDictionary(release => release.Version, release => Count(feed!, release));

    /// <summary>The time for which the facts are computed.</summary>
    public DateTimeOffset At => now;

    /// <summary>When the feed was generated, UTC; null when unknown.</summary>
    public DateTimeOffset? GeneratedAt => feed?.GeneratedAt;

    /// <summary>The feed's releases, newest first.</summary>
    public IEnumerable<ReleaseFact> All => (feed?.Releases ?? []).Select(release => Find(release.Version));

    /// <summary>The facts of a version; null when the text is not a version.</summary>
    public ReleaseFact? Find(string? version) => ReleaseVersion.TryParse(version) is { } parsed ? Find(parsed) : null;

    private ReleaseFact Find(ReleaseVersion version)
    {
        var support = feed?.SupportOf(version.Minor, now) ?? Support.Unknown.Instance;
        return _cves.TryGetValue(version, out var known)
            ? new ReleaseFact(version, true, known.Cves, known.Urgent, support)
            : new ReleaseFact(version, false, 0, 0, support);
    }

    private static (int Cves, int Urgent) Count(Feed feed, Release release)
    {
        var found = AffectedReleases.Against(feed, release);
        return (found.Count, found.Count(advisory => advisory.Severity.IsUrgent));
    }
}

/// <summary>What the feed says about one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsListed">Whether the feed lists it. The vulnerabilities of an unlisted version are unknown.</param>
/// <param name="Cves">Number of published vulnerabilities that affect it on some cluster.</param>
/// <param name="Urgent">Number of those that are high or critical.</param>
/// <param name="Support">The state of support of its minor version.</param>
internal sealed record ReleaseFact(ReleaseVersion Version, bool IsListed, int Cves, int Urgent, Support Support)
{
    /// <summary>Whether it has published vulnerabilities; null when the feed does not list it.</summary>
    public bool? IsVulnerable => IsListed ? Cves > 0 : null;

    /// <summary>Whether support has ended; null when the feed does not say.</summary>
    public bool? IsOutOfSupport => Support switch { Support.EndOfLife => true, Support.Supported => false, _ => null };
}

/// <summary>The facts of the current feed.</summary>
internal sealed class CurrentReleaseFacts(CurrentAnswers answers, TimeProvider time)
{
    private Entry? _current;

    /// <summary>The facts; computed again when the feed or the day changes.</summary>
    public ReleaseFacts Now
    {
        get
        {
            var (feed, now) = (answers.Now?.Feed.Feed, time.GetUtcNow());
            var current = _current;
            if (current is not null && ReferenceEquals(current.Feed, feed) && current.Day == now.UtcDateTime.Date)
            {
                return current.Facts;
            }

            _current = current = new Entry(feed, now.UtcDateTime.Date, new ReleaseFacts(feed, now));
            return current.Facts;
        }
    }

    private sealed record Entry(Feed? Feed, DateTime Day, ReleaseFacts Facts);
}
