namespace SecurityResponder.Server.Answers;

/// <summary>Where a feed comes from.</summary>
internal interface IFeedSource
{
    /// <summary>The file or the address.</summary>
    string Name { get; }

    /// <summary>How long to wait between two looks.</summary>
    TimeSpan Interval { get; }

    /// <summary>Looks whether the feed has changed since the last look; one caller at a time.</summary>
    Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken);
}
