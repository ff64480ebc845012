using System.Text;
using System.Text.Json;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>The problem details of requests that are rejected before they are read.</summary>
internal static class OverloadProblems
{
    /// <summary>More connections arrive than can be served.</summary>
    public static Problem Behind { get; } = new(503, "Busy", "more connections come than can be served; nothing was read");

    /// <summary>The server is shutting down.</summary>
    public static Problem Stopping { get; } = new(503, "Stopping", "the responder is about to stop");

    /// <summary>A complete HTTP/1.1 response that closes the connection, for a connection that is not read as HTTP yet.</summary>
    public static byte[] OnTheWire(this Problem problem)
    {
        var body = JsonSerializer.Serialize(problem, ProblemJsonContext.Default.Problem);
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {problem.Status} {problem.Title}\r\nRetry-After: {Problems.RetryAfter}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n"
            + $"Content-Type: {Problem.ContentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
