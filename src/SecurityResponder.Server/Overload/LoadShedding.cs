using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.RateLimiting;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Overload;

/// <summary>Answers 503 with <c>Retry-After</c> before the body is read while the program is overloaded, except to health checks.</summary>
/// <param name="isOverloaded">Whether the program is overloaded now.</param>
/// <param name="meters">Counts the requests that were shed.</param>
/// <param name="logger">Logs at most once a minute.</param>
internal sealed partial class LoadShedding(Func<bool> isOverloaded, IMeterFactory meters, ILogger<LoadShedding> logger)
{
    private const long LogIntervalMilliseconds = 60_000;

    private readonly Counter<long> _shed = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.request.shed", "{request}",
        "Requests answered with 503 before their body was read, because the responder was overloaded.");

    private long _loggedAt = -LogIntervalMilliseconds;

    /// <summary>The middleware.</summary>
    public RequestDelegate Before(RequestDelegate next) => context =>
        isOverloaded() && context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null
            ? ShedAsync(context)
            : next(context);

    private Task ShedAsync(HttpContext context)
    {
        _shed.Add(1);
        var loggedAt = Volatile.Read(ref _loggedAt);
        if (Environment.TickCount64 - loggedAt >= LogIntervalMilliseconds
            && Interlocked.CompareExchange(ref _loggedAt, Environment.TickCount64, loggedAt) == loggedAt)
        {
            Log.Overloaded(logger);
        }

        // A client that waits for its next attempt must not occupy a connection.
        context.Response.Headers.Connection = "close";
        return OverloadProblems.Overloaded.SendWithRetryAfterAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(708, LogLevel.Warning,
            "Overloaded: requests are answered with 503 and a time to retry. "
            + "Logged at most once a minute; responder_request_shed_total counts them.")]
        public static partial void Overloaded(ILogger logger);
    }
}
