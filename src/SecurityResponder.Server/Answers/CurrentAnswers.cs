namespace SecurityResponder.Server.Answers;

/// <summary>The answers of the feed that holds now. A request takes them once, so no answer mixes two feeds.</summary>
internal sealed class CurrentAnswers
{
    private volatile PreparedAnswers? _now;

    /// <summary>Null until a first feed was read.</summary>
    public PreparedAnswers? Now => _now;

    /// <summary>From here on a feed holds.</summary>
    public void Hold(FeedDocument feed) => _now = PreparedAnswers.Of(feed);
}
