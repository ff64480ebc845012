namespace SecurityResponder.Server.Answers;

/// <summary>Where the feed is read from.</summary>
internal interface IFeedSource
{
    /// <summary>The path or URL.</summary>
    string Name { get; }

    /// <summary>The time between two checks.</summary>
    TimeSpan Interval { get; }

    /// <summary>Checks whether the feed has changed since the last check. Not for concurrent callers.</summary>
    Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken);
}
