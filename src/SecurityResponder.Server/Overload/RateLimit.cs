using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Overload;

/// <summary>Limits the requests of each client network: IPv4 by /24 and IPv6 by /56, which is what a site has.</summary>
/// <remarks>A network's token bucket is found by a hash with a random seed per process: no address is stored, the number of buckets is
/// bounded, and clients cannot choose a bucket. Networks with the same bucket share its tokens.</remarks>
internal sealed partial class RateLimit(TrustedProxies proxies, IMeterFactory meters, ILogger<RateLimit> logger)
{
    /// <summary>Number of buckets; a used one takes about 600 bytes.</summary>
    public const int MaxBuckets = 16_384;

    private const int Ipv4Bytes = 3, Ipv6Bytes = 7;
    private const int PeriodsPerMinute = 60;
    private const int NoBucket = -1;

    private static readonly Problem TooMany = new(429, "Too many requests", "this network sends more than its share; nothing was kept");

    private readonly Counter<long> _limited = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.request.limited", "{request}", "Requests answered with 429 because their network exceeded its rate limit.");

    private int _isLogged;

    /// <summary>Options of ASP.NET Core's rate limiter.</summary>
    /// <param name="requestsPerMinute">Requests that one network may send in a minute, and at once.</param>
    public RateLimiterOptions Options(int requestsPerMinute) => new()
    {
        GlobalLimiter = Limiter(requestsPerMinute),
        OnRejected = (rejected, _) => new ValueTask(RejectAsync(rejected.HttpContext)),
    };

    /// <summary>The bucket of a client's network.</summary>
    public static int Bucket(IPAddress client)
    {
        Span<byte> bytes = stackalloc byte[16];
        client.TryWriteBytes(bytes, out _);
        var hash = new HashCode();
        hash.AddBytes(bytes[..(client.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bytes : Ipv6Bytes)]);
        return (hash.ToHashCode() & int.MaxValue) % MaxBuckets;
    }

    private PartitionedRateLimiter<HttpContext> Limiter(int requestsPerMinute)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = requestsPerMinute,
            TokensPerPeriod = Math.Max(1, requestsPerMinute / PeriodsPerMinute),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PeriodsPerMinute,
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<HttpContext, int>(context =>
            Client(context) is { } client
                ? RateLimitPartition.GetTokenBucketLimiter(Bucket(client), _ => options)
                : RateLimitPartition.GetNoLimiter(NoBucket));
    }

    // Null where there is no limit. Loopback has none: a proxy on the same machine forwards the requests of all clients.
    private IPAddress? Client(HttpContext context) =>
        proxies.Client(context) is { } client && !IPAddress.IsLoopback(client) ? client : null;

    private Task RejectAsync(HttpContext context)
    {
        _limited.Add(1);
        if (Interlocked.Exchange(ref _isLogged, 1) == 0)
        {
            Log.Limited(logger);
        }

        return TooMany.SendWithRetryAfterAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(707, LogLevel.Warning,
            "A network exceeds its rate limit and gets 429. If it is a proxy, add it to --trusted-proxies. "
            + "Logged once; responder_request_limited_total counts the requests.")]
        public static partial void Limited(ILogger logger);
    }
}
