using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>The problem details of requests that are rejected before they are read.</summary>
internal static class OverloadProblems
{
    /// <summary>More requests arrive than can be served.</summary>
    public static Problem Overloaded { get; } = new(503, "Busy", "the responder is overloaded; nothing was read");

    /// <summary>The server is shutting down.</summary>
    public static Problem Stopping { get; } = new(503, "Stopping", "the responder is stopping");
}
