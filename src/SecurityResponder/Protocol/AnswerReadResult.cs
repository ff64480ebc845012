namespace SecurityResponder.Protocol;

/// <summary>How reading an answer ended.</summary>
public abstract record AnswerReadResult
{
    private AnswerReadResult() { }

    /// <summary>The document has the right shape.</summary>
    /// <param name="Answer">What it says; <see cref="Protocol.Answer.Versions"/> is not null.</param>
    public sealed record Readable(Answer Answer) : AnswerReadResult;

    /// <summary>It is no answer.</summary>
    /// <param name="Path">Where, as a JSON path, e.g. <c>$.versions[3].tags</c>.</param>
    /// <param name="Expected">What belongs there, e.g. <c>a list</c>.</param>
    public sealed record Unreadable(string Path, string Expected) : AnswerReadResult
    {
        /// <summary>Both as one phrase, e.g. <c>$.versions[3].tags: expected a list</c>.</summary>
        public string Reason => $"{Path}: expected {Expected}";
    }
}
