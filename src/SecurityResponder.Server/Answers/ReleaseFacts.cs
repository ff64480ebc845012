using System.Collections.Frozen;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>What the feed says about each release, computed on first use: a page often needs few of hundreds of releases.</summary>
/// <param name="feed">The feed; null while there is none.</param>
/// <param name="now">The time for which the state of support is computed.</param>
internal sealed class ReleaseFacts(Feed? feed, DateTimeOffset now)
{
    private readonly FrozenDictionary<ReleaseVersion, Lazy<ReleaseFact>> _known = (feed?.Releases ?? []).ToFrozenDictionary(
        release => release.Version, release => new Lazy<ReleaseFact>(() => Of(feed!, release, now)));

    /// <summary>Whether a feed has been loaded.</summary>
    public bool HasFeed => feed is not null;

    /// <summary>The time for which the facts are computed.</summary>
    public DateTimeOffset At => now;

    /// <summary>When the feed was generated, UTC; null when unknown.</summary>
    public DateTimeOffset? GeneratedAt => feed?.GeneratedAt;

    /// <summary>The feed's releases, newest first.</summary>
    public IEnumerable<ReleaseFact> All => (feed?.Releases ?? []).Select(release => _known[release.Version].Value);

    /// <summary>Whether the feed lists a version; false when the text is not a version.</summary>
    public bool Lists(string? version) => ReleaseVersion.TryParse(version) is { } parsed && _known.ContainsKey(parsed);

    /// <summary>The facts of a version; null when the text is not a version.</summary>
    public ReleaseFact? Find(string? version)
    {
        if (ReleaseVersion.TryParse(version) is not { } parsed)
        {
            return null;
        }

        return _known.TryGetValue(parsed, out var known)
            ? known.Value
            : ReleaseFact.Unlisted(parsed, feed?.SupportOf(parsed.Minor, now) ?? Support.Unknown.Instance);
    }

    private static ReleaseFact Of(Feed feed, Release release, DateTimeOffset now)
    {
        var assessment = ReleaseAssessment.Of(feed, release);
        return new ReleaseFact(
            release.Version, SeverityCounts.Of(assessment.Findings), assessment.Undecided.Count, feed.SupportOf(release.Version.Minor, now))
        {
            IsListed = true,
            Release = release,
            IsWithdrawn = release.IsWithdrawn,
            IsPrimeOnly = release.IsPrimeOnly,
        };
    }
}

/// <summary>What the feed says about one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Counts">Published vulnerabilities that affect it on some cluster, by severity.</param>
/// <param name="Undecided">Number of vulnerabilities for which the feed lacks a fact about it.</param>
/// <param name="Support">The state of support of its minor version.</param>
internal sealed record ReleaseFact(ReleaseVersion Version, SeverityCounts Counts, int Undecided, Support Support)
{
    /// <summary>Whether the feed lists it. The vulnerabilities of an unlisted version are unknown.</summary>
    public bool IsListed { get; init; }

    /// <summary>The release; null when the feed does not list it.</summary>
    public Release? Release { get; init; }

    /// <summary>Whether RKE2 withdrew it.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether only RKE2 Prime customers can take it.</summary>
    public bool IsPrimeOnly { get; init; }

    /// <summary>Number of published vulnerabilities.</summary>
    public int Cves => Counts.Total;

    /// <summary>Number of those that are high or critical.</summary>
    public int Urgent => Counts.Critical + Counts.High;

    /// <summary>Whether it has published vulnerabilities; null when the feed does not list it.</summary>
    public bool? IsVulnerable => IsListed ? Cves > 0 : null;

    /// <summary>Whether support has ended; null when the feed does not say.</summary>
    public bool? IsOutOfSupport => Support switch { Support.EndOfLife => true, Support.Supported => false, _ => null };

    /// <summary>The facts of a version that the feed does not list.</summary>
    public static ReleaseFact Unlisted(ReleaseVersion version, Support support) =>
        new(version, new SeverityCounts(0, 0, 0, 0, 0, 0), 0, support);
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
