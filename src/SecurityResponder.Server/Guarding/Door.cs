using System.Buffers;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Guarding;

/// <summary>Turns connections away before they cost anything: while the program is behind and has its hands full, and when there is hardly
/// room for more.</summary>
/// <remarks>A connection that waits for its turn holds some 25 KB; one that is turned away holds a page for a moment, and its client
/// hears when to come back. Slow senders do not get a program behind, so they close no door to others until they fill all the room.</remarks>
/// <param name="isBehind">Whether it is.</param>
/// <param name="handful">So many connections are let in although it is.</param>
/// <param name="most">So many are let in at all. It is less than may be open: whoever is turned away has one open, too.</param>
/// <param name="meters">Where it is counted.</param>
/// <param name="logger">Where it is told.</param>
internal sealed partial class Door(Func<bool> isBehind, int handful, int most, IMeterFactory meters, ILogger<Door> logger)
{
    /// <summary>What a replica serves in half a second.</summary>
    private const int Handful = 2048;

    /// <summary>The door of a program that may have so many connections open.</summary>
    public static Door Of(int connections, Func<bool> isBehind, IMeterFactory meters, ILogger<Door> logger) =>
        new(isBehind, Math.Min(Handful, connections / 3), connections / 2, meters, logger);

    private const long ToldEveryMilliseconds = 60_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Who asks whether the program lives must hear it then above all.
    private static readonly byte[][] AlwaysLetIn = ["GET /livez"u8.ToArray(), "GET /readyz"u8.ToArray(), "GET /v1/healthcheck"u8.ToArray()];

    private readonly Counter<long> _turnedAway = meters.Create(Responder.MeterName).CreateCounter<long>(
        "responder.connection.turned_away", "{connection}", "Connections that were told to come back later, since the program was behind or had no room.");

    private int _open;
    private long _toldAt = -ToldEveryMilliseconds;

    /// <summary>Stands before the HTTP of a listener.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        try
        {
            var open = Interlocked.Increment(ref _open);
            if (open <= handful || (open <= most && !isBehind()) || await MayPassAsync(connection)) await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };

    // What is left unread when a connection ends destroys the answer on its way, so the request is read first: it comes in one piece.
    private async Task<bool> MayPassAsync(ConnectionContext connection)
    {
        try
        {
            var isHealthCheck = await ReadAsync(connection);
            if (!isHealthCheck) await TurnAwayAsync(connection, connection.ConnectionClosed);
            return isHealthCheck;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> ReadAsync(ConnectionContext connection)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(Patience);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(patience.Token);
            var isHealthCheck = AlwaysLetIn.Any(start => read.Buffer.Length >= start.Length && read.Buffer.Slice(0, start.Length).ToArray().AsSpan().SequenceEqual(start));
            connection.Transport.Input.AdvanceTo(isHealthCheck ? read.Buffer.Start : read.Buffer.End);
            return isHealthCheck;
        }
        // Who is slow to ask hears it all the same.
        catch (OperationCanceledException) when (!connection.ConnectionClosed.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TurnAwayAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        _turnedAway.Add(1);
        Tell();
        await connection.Transport.Output.WriteAsync(Refusal.Behind.OnTheWire(), cancellationToken);
    }

    private void Tell()
    {
        var told = Volatile.Read(ref _toldAt);
        if (Environment.TickCount64 - told >= ToldEveryMilliseconds && Interlocked.CompareExchange(ref _toldAt, Environment.TickCount64, told) == told)
            Log.TurnsAway(logger, Volatile.Read(ref _open));
    }

    private static partial class Log
    {
        [LoggerMessage(708, LogLevel.Warning,
            "More connections come than can be served: {Open} are open, new ones are told to come back later. Told once a minute; all are counted.")]
        public static partial void TurnsAway(ILogger logger, int open);
    }
}
