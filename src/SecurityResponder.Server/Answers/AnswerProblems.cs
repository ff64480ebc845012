using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>The problem details of requests that need the feed.</summary>
internal static class AnswerProblems
{
    /// <summary>No feed has been read yet.</summary>
    public static Problem NoFeed { get; } = new(503, "No feed yet", "the responder has not read a feed yet; the report was not stored");

    /// <summary>The feed has no signature.</summary>
    public static Problem NoSignature { get; } = new(404, "No signature", "the feed has no signature file");
}
