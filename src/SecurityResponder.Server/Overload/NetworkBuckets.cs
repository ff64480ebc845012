using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace SecurityResponder.Server.Overload;

/// <summary>Token buckets of client networks: IPv4 by /24 and IPv6 by /56, what a site has.</summary>
/// <remarks>A network's bucket is found by a hash that starts elsewhere in every process. No address is kept, the number of buckets does not
/// grow, and nobody can pick whom to share one with. What shares one with a flood is one network in 16,384.</remarks>
internal sealed class NetworkBuckets(int perMinute)
{
    /// <summary>Buckets, about 600 bytes each once used.</summary>
    public const int Count = 16_384;

    private const int Ipv4Bytes = 3, Ipv6Bytes = 7;
    private const int PeriodsPerMinute = 60;

    private readonly TokenBucketRateLimiterOptions _options = new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / PeriodsPerMinute),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PeriodsPerMinute,
        QueueLimit = 0,
        // Filled up when it is asked, not by a timer each.
        AutoReplenishment = false,
    };

    private readonly TokenBucketRateLimiter?[] _buckets = new TokenBucketRateLimiter?[Count];

    /// <summary>How many buckets are in use.</summary>
    public int Used => _buckets.Count(bucket => bucket is not null);

    /// <summary>Takes a token of a client's network; false when there is none.</summary>
    public bool TryTake(IPAddress client)
    {
        ref var place = ref _buckets[IndexOf(client)];
        var bucket = LazyInitializer.EnsureInitialized(ref place, () => new TokenBucketRateLimiter(_options));
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    private static int IndexOf(IPAddress client)
    {
        Span<byte> bytes = stackalloc byte[16];
        client.TryWriteBytes(bytes, out _);
        var hash = new HashCode();
        hash.AddBytes(bytes[..(client.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bytes : Ipv6Bytes)]);
        return (hash.ToHashCode() & int.MaxValue) % Count;
    }
}
