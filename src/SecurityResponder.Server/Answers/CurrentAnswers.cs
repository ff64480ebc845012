namespace SecurityResponder.Server.Answers;

/// <summary>The answers of the current feed. A request reads them once, so no answer mixes two feeds.</summary>
/// <param name="time">The clock, for the end of support.</param>
internal sealed class CurrentAnswers(TimeProvider time)
{
    private volatile PreparedAnswers? _now;

    /// <summary>Null until the first feed has been read.</summary>
    public PreparedAnswers? Now => _now;

    /// <summary>Makes a feed the current one, when its longest answer can be made: it contains all that other answers contain.</summary>
    /// <returns>Null, or the reason why the previous feed stays in use.</returns>
    public string? Hold(FeedDocument feed)
    {
        try
        {
            _now = PreparedAnswers.Of(feed, time);
            return null;
        }
        // Any exception: a feed may need more memory than there is.
        catch (Exception exception)
        {
            return $"its answers cannot be made: {exception.Message}";
        }
    }
}
