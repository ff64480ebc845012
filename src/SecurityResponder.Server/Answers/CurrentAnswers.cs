namespace SecurityResponder.Server.Answers;

/// <summary>The answers of the current feed. A request reads them once, so no answer mixes two feeds.</summary>
/// <param name="time">The clock, for the end of support.</param>
internal sealed class CurrentAnswers(TimeProvider time)
{
    private volatile PreparedAnswers? _now;

    /// <summary>Null until the first feed has been read.</summary>
    public PreparedAnswers? Now => _now;

    /// <summary>Makes a feed the current one.</summary>
    public void Hold(FeedDocument feed) => _now = PreparedAnswers.Of(feed, time);
}
