using System.Collections.Frozen;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>What the feed says of each release, worked out once for each feed.</summary>
/// <param name="feed">The feed; null while there is none.</param>
/// <param name="now">Decides whether support has ended.</param>
internal sealed class ReleaseFacts(Feed? feed, DateTimeOffset now)
{
    private readonly FrozenDictionary<ReleaseVersion, (int Cves, int Urgent)> _cves =
        (feed?.Releases ?? []).ToFrozenDictionary(release => release.Version, release => Count(feed!, release));

    /// <summary>The instant that they hold for.</summary>
    public DateTimeOffset At => now;

    /// <summary>When the feed was made, UTC; null when it does not say, or there is none.</summary>
    public DateTimeOffset? GeneratedAt => feed?.GeneratedAt;

    /// <summary>The feed's releases, newest first.</summary>
    public IEnumerable<ReleaseFact> All => (feed?.Releases ?? []).Select(release => Find(release.Version));

    /// <summary>What is known of a version; null for text that is none.</summary>
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

/// <summary>What the feed says of one version.</summary>
/// <param name="Version">Which.</param>
/// <param name="IsListed">Whether the feed lists it; nothing is known of the flaws of one that it does not.</param>
/// <param name="Cves">Published flaws that affect it on some cluster.</param>
/// <param name="Urgent">Those of them that are high or critical.</param>
/// <param name="Support">Whether its minor still gets fixes.</param>
internal sealed record ReleaseFact(ReleaseVersion Version, bool IsListed, int Cves, int Urgent, Support Support)
{
    /// <summary>Whether it has published flaws; null when the feed does not list it.</summary>
    public bool? IsVulnerable => IsListed ? Cves > 0 : null;

    /// <summary>Whether support has ended; null when the feed does not say.</summary>
    public bool? IsOutOfSupport => Support switch { Support.EndOfLife => true, Support.Supported => false, _ => null };
}

/// <summary>The facts of the feed that holds now.</summary>
internal sealed class CurrentReleaseFacts(CurrentAnswers answers, TimeProvider time)
{
    private Entry? _held;

    /// <summary>Worked out anew when the feed changes, or the day.</summary>
    public ReleaseFacts Now
    {
        get
        {
            var (feed, now) = (answers.Now?.Feed.Feed, time.GetUtcNow());
            var held = _held;
            if (held is not null && ReferenceEquals(held.Feed, feed) && held.Day == now.UtcDateTime.Date)
            {
                return held.Facts;
            }

            _held = held = new Entry(feed, now.UtcDateTime.Date, new ReleaseFacts(feed, now));
            return held.Facts;
        }
    }

    private sealed record Entry(Feed? Feed, DateTime Day, ReleaseFacts Facts);
}
