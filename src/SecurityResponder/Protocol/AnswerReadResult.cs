namespace SecurityResponder.Protocol;

/// <summary>The result of reading an answer.</summary>
public abstract record AnswerReadResult
{
    private AnswerReadResult() { }

    /// <summary>The document is valid.</summary>
    /// <param name="Answer">The answer; <see cref="Protocol.Answer.Versions"/> is not null.</param>
    public sealed record Readable(Answer Answer) : AnswerReadResult;

    /// <summary>The document is invalid.</summary>
    /// <param name="Path">The JSON path of the fault, e.g. <c>$.versions[3].tags</c>.</param>
    /// <param name="Expected">What was expected there, e.g. <c>a list</c>.</param>
    public sealed record Unreadable(string Path, string Expected) : AnswerReadResult
    {
        /// <summary>Path and expectation as one message, e.g. <c>$.versions[3].tags: expected a list</c>.</summary>
        public string Reason => $"{Path}: expected {Expected}";
    }
}
