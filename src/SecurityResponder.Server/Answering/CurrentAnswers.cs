namespace SecurityResponder.Server.Answering;

/// <summary>The answers of the feed that holds now. A request takes them once, so no answer mixes two feeds.</summary>
internal sealed class CurrentAnswers
{
    private volatile Answers? _now;

    /// <summary>Null until a first feed was read.</summary>
    public Answers? Now => _now;

    /// <summary>From here on a feed holds.</summary>
    public void Hold(FeedDocument feed) => _now = Answers.Of(feed);
}
