using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SecurityResponder.Server.Receiving;

/// <summary>What a connection may cost. A report with its headers has about 1 KB and comes in one piece.</summary>
/// <remarks>The product of the last two bounds what slow senders can hold: 16,384 bodies of 64 KiB, 1 GiB at the very worst.</remarks>
internal static class ConnectionLimits
{
    /// <summary>A connection that sends nothing is closed after this; clients report every few hours and do not come back on it.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    /// <summary>All headers must be there by then.</summary>
    public static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>The slowest that a body may come and an answer may be taken, once 5 s are over: a satellite link is faster.</summary>
    public static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>All headers together, in bytes.</summary>
    public const int HeaderBytes = 8 * 1024;

    /// <summary>The request line, in bytes.</summary>
    public const int LineBytes = 2 * 1024;

    /// <summary>A report is under 1 KB; this is room for years.</summary>
    public const int BodyBytes = 64 * 1024;

    /// <summary>Open connections at once; one more is closed unanswered.</summary>
    public const int Connections = 16_384;

    /// <summary>Sets them.</summary>
    public static void Apply(KestrelServerLimits limits)
    {
        limits.KeepAliveTimeout = Idle;
        limits.RequestHeadersTimeout = Headers;
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxConcurrentConnections = Connections;
        // What is read ahead of a program that is busy: one body and what stands around it.
        limits.MaxRequestBufferSize = BodyBytes + HeaderBytes + LineBytes;
    }
}
