namespace SecurityResponder.Server.Answering;

/// <summary>The answers of the feed that holds now. A request takes them once, so no answer mixes two feeds.</summary>
internal sealed class CurrentAnswers
{
    private volatile Answers? now;

    /// <summary>Null until a first feed was read.</summary>
    public Answers? Now => now;

    /// <summary>From here on a feed holds.</summary>
    public void Hold(FeedDocument feed) => now = Answers.Of(feed);
}
