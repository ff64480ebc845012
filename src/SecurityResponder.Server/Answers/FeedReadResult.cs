namespace SecurityResponder.Server.Answers;

/// <summary>The result of checking a feed.</summary>
internal abstract record FeedReadResult
{
    private FeedReadResult() { }

    /// <summary>The feed has not changed since the last check.</summary>
    public sealed record Unchanged : FeedReadResult
    {
        /// <summary>The only instance.</summary>
        public static Unchanged Instance { get; } = new();

        private Unchanged() { }
    }

    /// <summary>The feed is new.</summary>
    public sealed record Readable(FeedDocument Document) : FeedReadResult;

    /// <summary>The feed is missing, unreachable or invalid.</summary>
    /// <param name="Reason">The reason, e.g. <c>$.versions[3].tags: expected a list</c>.</param>
    public sealed record Refused(string Reason) : FeedReadResult;
}
