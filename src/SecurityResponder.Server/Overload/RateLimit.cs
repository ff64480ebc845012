using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.RateLimiting;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Overload;

/// <summary>Sends away what one network sends beyond its share.</summary>
internal sealed partial class RateLimit(TrustedProxies proxies, IMeterFactory meters, ILogger<RateLimit> logger)
{
    private static readonly Problem TooMany = new(429, "Too many requests", "this network sends more than its share; nothing was kept");

    private readonly Counter<long> _limited = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.request.limited", "{request}", "Requests that were sent away since their network sends more than its share.");

    private int _isTold;

    /// <summary>Puts it before everything that costs. Whoever looks whether the program lives is not counted: behind some load balancers a
    /// kubelet and all clients have one address.</summary>
    public static void Use(WebApplication responder, int? perMinute)
    {
        if (perMinute is not { } most)
        {
            return;
        }

        var limit = responder.Services.GetRequiredService<RateLimit>();
        var buckets = new NetworkBuckets(most);
        responder.Use(next => context => limit.LetsIn(context, buckets) ? next(context) : limit.SendAwayAsync(context));
    }

    // This machine's own programs are no network: a proxy beside the responder stands for everybody.
    private bool LetsIn(HttpContext context, NetworkBuckets buckets) =>
        proxies.Client(context) is not { } client
        || IPAddress.IsLoopback(client)
        || context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null
        || buckets.TryTake(client);

    private Task SendAwayAsync(HttpContext context)
    {
        _limited.Add(1);
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            Log.Limited(logger);
        }

        return TooMany.SendWithRetryAfterAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(707, LogLevel.Warning,
            "A network sends more than its share and is told to come back later. If that is a proxy, name it with --trusted-proxies. Told once; the rest is counted.")]
        public static partial void Limited(ILogger logger);
    }
}
