using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SecurityResponder.Server.Http;

/// <summary>Limits of a connection. A report with its headers has about 1 KB and comes in one piece.</summary>
internal static class KestrelLimits
{
    /// <summary>A connection on which no request starts is closed after this. A proxy must close its idle connections earlier
    /// (docs/nginx.conf: after 5 s). Not shorter: on a starved CPU a request that has arrived may wait as long until it is read.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The headers must be complete within this.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Minimum data rate of a body and of an answer after a grace period of 5 s: a satellite link is faster.</summary>
    public static readonly MinDataRate MinRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Maximum size of all headers.</summary>
    public const int HeaderBytes = 8 * 1024;

    /// <summary>Maximum size of the request line.</summary>
    public const int LineBytes = 2 * 1024;

    /// <summary>Maximum size of a body. A report is under 1 KB; this leaves room for years.</summary>
    public const int BodyBytes = 64 * 1024;

    /// <summary>Bodies above this count as large; it is several times the largest report of today's clients.</summary>
    public const int UsualBodyBytes = 8 * 1024;

    /// <summary>Large bodies that are read at once, 16 MiB of them: a few thousand would fill the memory.</summary>
    public const int LargeBodies = 256;

    /// <summary>Upper bound of <see cref="Connections"/>.</summary>
    public const int MaxConnections = 12_288;

    /// <summary>Lower bound of <see cref="Connections"/>.</summary>
    public const int MinConnections = 512;

    /// <summary>Connections that wait in the kernel until they are accepted; Linux allows this many by default
    /// (<see href="https://docs.kernel.org/networking/ip-sysctl.html">somaxconn</see>).</summary>
    public const int Backlog = 4096;

    // Measured: an idle connection takes 8 to 12 KB, one with half a report 15, one whose report waits for the disk about 25; garbage of
    // the same size waits for the collector.
    private const int BytesPerConnection = 96 * 1024;

    /// <summary>Number of connections that may be open at once. They take most of the memory under load, and a program that runs out of
    /// memory inside the network code ends.</summary>
    /// <param name="memoryBytes">Memory that the program may use; in a container, three quarters of its limit.</param>
    /// <returns>E.g. 2,048 for a container of 256 MiB.</returns>
    public static int Connections(long memoryBytes) => (int)Math.Clamp(memoryBytes / BytesPerConnection, MinConnections, MaxConnections);

    /// <summary>Sets Kestrel's limits.</summary>
    /// <param name="limits">The limits of a listener.</param>
    /// <param name="connections">Connections above this are closed unanswered; null where <c>ConnectionSlots</c> bounds them.</param>
    public static void Apply(KestrelServerLimits limits, int? connections)
    {
        limits.KeepAliveTimeout = KeepAliveTimeout;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.MinRequestBodyDataRate = MinRate;
        limits.MinResponseDataRate = MinRate;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxConcurrentConnections = connections;
        // Read ahead of a busy program: one body with its headers.
        limits.MaxRequestBufferSize = BodyBytes + HeaderBytes + LineBytes;
    }
}
