using System.Globalization;

namespace SecurityResponder.Assessments;

/// <summary>How old the knowledge is.</summary>
public enum FeedFreshness
{
    /// <summary>It has no date, or a date in the future.</summary>
    Unknown,

    /// <summary>It is older than 14 days.</summary>
    Stale,

    /// <summary>It is at most 14 days old.</summary>
    Fresh,
}

/// <summary>The age of a feed.</summary>
/// <param name="Freshness">Whether it can be relied on.</param>
/// <param name="Warning">A sentence without the full stop; null when it is fresh.</param>
public sealed record FeedAge(FeedFreshness Freshness, string? Warning)
{
    private const int MaxDays = 14;

    /// <summary>The age of a feed at a time.</summary>
    /// <param name="generatedAt">When it was generated, UTC; null when unknown.</param>
    /// <param name="now">The time.</param>
    public static FeedAge Of(DateTimeOffset? generatedAt, DateTimeOffset now) => generatedAt switch
    {
        null => new FeedAge(FeedFreshness.Unknown, "The feed has no date: newer CVEs and releases may be missing"),
        { } at when at > now.AddDays(1) => new FeedAge(
            FeedFreshness.Unknown, $"The feed is dated {Day(at)}, in the future: check the clock and where the feed comes from"),
        { } at when now - at > TimeSpan.FromDays(MaxDays) => new FeedAge(
            FeedFreshness.Stale,
            $"The feed of {Day(at)} is {(int)(now - at).TotalDays} days old: newer CVEs and releases are missing"),
        _ => new FeedAge(FeedFreshness.Fresh, null),
    };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
