using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SecurityResponder.Server.Http;

/// <summary>What a connection may cost. A report with its headers has about 1 KB and comes in one piece.</summary>
internal static class KestrelLimits
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

    /// <summary>What a report has at most that a client of these years sends, several times over. A larger body is a large one.</summary>
    public const int UsualBodyBytes = 8 * 1024;

    /// <summary>Large bodies that are taken in at once, 16 MiB of them: else a few thousand senders of nothing else would fill the memory.</summary>
    public const int LargeBodies = 256;

    /// <summary>Open connections at once, however much memory there is.</summary>
    public const int MaxConnections = 12_288;

    /// <summary>Open connections at once, however little.</summary>
    public const int FewestConnections = 512;

    /// <summary>Connections that the network itself holds until they are accepted; Linux holds that many unless told otherwise
    /// (<see href="https://docs.kernel.org/networking/ip-sysctl.html">somaxconn</see>).</summary>
    public const int Backlog = 4096;

    // Measured: a connection that is idle or about to be turned away holds 8 to 12 KB, one with half a report 15, one whose report waits for
    // the disk about 25; and the collector lets as much garbage stand before it takes its turn. At most half of them are let in.
    private const int BytesOfOne = 48 * 1024;

    /// <summary>Open connections at once; one more waits until it is accepted. They are what takes the memory when very many come, and a program
    /// that runs out of it in the middle of the network's own code ends.</summary>
    /// <param name="memory">What the program may have, in bytes: in a container, three quarters of its limit.</param>
    /// <returns>4,096 for a container of 256 MiB.</returns>
    public static int Connections(long memory) => (int)Math.Clamp(memory / BytesOfOne, FewestConnections, MaxConnections);

    /// <summary>Sets them.</summary>
    /// <param name="limits">Where.</param>
    /// <param name="connections">One more than so many is closed unanswered; null where something else bounds them.</param>
    public static void Apply(KestrelServerLimits limits, int? connections)
    {
        limits.KeepAliveTimeout = Idle;
        limits.RequestHeadersTimeout = Headers;
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxConcurrentConnections = connections;
        // What is read ahead of a program that is busy: one body and what stands around it.
        limits.MaxRequestBufferSize = BodyBytes + HeaderBytes + LineBytes;
    }
}
