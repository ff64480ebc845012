using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SecurityResponder.Fakes;

/// <summary>What a fake server does with a request: a plain answer, a slow one, a broken one. Immutable; may be sent many times.</summary>
public sealed class Answer
{
    // Parts travel together, as a real server's do: one TLS record per comma would cost the client CPU.
    private const int FlushBytes = 64 * 1024;

    private readonly Func<HttpContext, ReceivedRequest, Task> _send;

    private Answer(Func<HttpContext, ReceivedRequest, Task> send) => _send = send;

    /// <summary>Takes the request and says nothing until the client leaves.</summary>
    public static Answer Never { get; } = new((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>A JSON answer.</summary>
    public static Answer Json(int status, string body) => Json(status, [Encoding.UTF8.GetBytes(body)]);

    /// <summary>A JSON answer whose body is the parts, one after the other. A part may be any bytes, JSON or not.</summary>
    public static Answer Json(int status, IReadOnlyList<ReadOnlyMemory<byte>> parts) => new(async (context, request) =>
    {
        Begin(context, status, parts.Sum(part => (long)part.Length));
        var record = new ArrayBufferWriter<byte>(FlushBytes);
        foreach (var part in parts)
        {
            record.Write(part.Span);
            if (record.WrittenCount < FlushBytes)
            {
                continue;
            }

            await WriteAsync(context, request, record.WrittenMemory);
            record.ResetWrittenCount();
        }

        await WriteAsync(context, request, record.WrittenMemory);
    });

    /// <summary>A Kubernetes <c>Status</c>: how an API server says no.</summary>
    /// <param name="code">HTTP status, e.g. 503.</param>
    /// <param name="reason">E.g. <c>ServiceUnavailable</c>.</param>
    /// <param name="message">A sentence for humans.</param>
    public static Answer Status(int code, string reason, string message) => Json(code, WireJson.Text(new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    }));

    /// <summary>A recorded answer: status line, headers, an empty line and the body, as <c>curl -i</c> prints them, or the same after a
    /// recorded request and the line <c>--- answer ---</c>.</summary>
    public static Answer FromHttpFile(string path) => RecordedHttp.Read(path);

    /// <summary>302 to another place.</summary>
    public static Answer Redirect(string location) => Json(302, "").WithHeader("Location", location);

    /// <summary>200, the first bytes of a longer body, then the connection breaks.</summary>
    public static Answer Aborted(string beginning) => new(async (context, request) =>
    {
        Begin(context, 200, beginning.Length + 1000);
        await WriteAsync(context, request, Encoding.UTF8.GetBytes(beginning));
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    /// <summary>200 and a body that goes on until the client leaves.</summary>
    public static Answer Endless(string beginning, string repeated) => new(async (context, request) =>
    {
        Begin(context, 200, length: null);
        await WriteAsync(context, request, Encoding.UTF8.GetBytes(beginning));
        var again = Encoding.UTF8.GetBytes(repeated);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, request, again);
        }
    });

    /// <summary>200 and the first half of the body at once; the second when the gate opens.</summary>
    public static Answer SlowBody(string first, Task gate, string second) => new(async (context, request) =>
    {
        Begin(context, 200, length: null);
        await WriteAsync(context, request, Encoding.UTF8.GetBytes(first));
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await gate.WaitAsync(context.RequestAborted);
        await WriteAsync(context, request, Encoding.UTF8.GetBytes(second));
    });

    /// <summary>The same answer, held back until the gate opens.</summary>
    public Answer After(Task gate) => new(async (context, request) =>
    {
        await gate.WaitAsync(context.RequestAborted);
        await _send(context, request);
    });

    /// <summary>The same answer with one more header.</summary>
    public Answer WithHeader(string name, string value) => new((context, request) =>
    {
        context.Response.Headers[name] = value;
        return _send(context, request);
    });

    /// <summary>The same answer with <c>Retry-After</c> in seconds.</summary>
    public Answer WithRetryAfter(int seconds) => WithHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

    internal Task SendAsync(HttpContext context, ReceivedRequest request) => _send(context, request);

    private static void Begin(HttpContext context, int status, long? length)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = length;
        context.Response.ContentType ??= "application/json";
    }

    private static async Task WriteAsync(HttpContext context, ReceivedRequest request, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        request.CountAnswered(bytes.Length);
    }
}
