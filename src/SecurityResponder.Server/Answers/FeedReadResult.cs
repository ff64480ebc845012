namespace SecurityResponder.Server.Answers;

/// <summary>How a look at a feed ended.</summary>
internal abstract record FeedReadResult
{
    private FeedReadResult() { }

    /// <summary>It is what it was at the last look.</summary>
    public sealed record Unchanged : FeedReadResult
    {
        /// <summary>The one value.</summary>
        public static Unchanged Instance { get; } = new();

        private Unchanged() { }
    }

    /// <summary>It is another one.</summary>
    public sealed record Readable(FeedDocument Document) : FeedReadResult;

    /// <summary>It is missing, out of reach, or no feed.</summary>
    /// <param name="Reason">Why, e.g. <c>$.versions[3].tags: expected a list</c>.</param>
    public sealed record Refused(string Reason) : FeedReadResult;
}
