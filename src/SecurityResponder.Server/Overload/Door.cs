using System.Buffers;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Overload;

/// <summary>Turns connections away before they cost anything: while the program is behind and has its hands full, and when there is hardly
/// room for more.</summary>
/// <remarks>A connection that waits for its turn holds some 25 KB; one that is turned away holds a page for a moment, and its client
/// hears when to come back. Slow senders do not get a program behind, so they close no door to others until they fill all the room, and
/// then they make it.</remarks>
/// <param name="guests">Who is in.</param>
/// <param name="isBehind">Whether the program is.</param>
/// <param name="handful">So many connections are let in although it is.</param>
/// <param name="most">So many are let in at all. It is less than may be open: whoever is turned away has one open, too.</param>
/// <param name="meters">Where it is counted.</param>
/// <param name="logger">Where it is told.</param>
internal sealed partial class Door(Guests guests, Func<bool> isBehind, int handful, int most, IMeterFactory meters, ILogger<Door> logger)
{
    /// <summary>What a replica serves in half a second.</summary>
    private const int Handful = 2048;

    // Whoever is at the door holds a place that others wait for. Yet a program that is behind may not have listened before the first is over,
    // and to hang up on a request that was sent would take its answer away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), PatienceWhileBehind = TimeSpan.FromSeconds(5);

    // More than that is not waited for.
    private const int Longest = KestrelLimits.UsualBodyBytes;

    private const long ToldEveryMilliseconds = 60_000;

    private readonly Counter<long> _turnedAway = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.connection.turned_away", "{connection}", "Connections that were told to come back later, since the program was behind or had no room.");

    private readonly Counter<long> _shownOut = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.connection.shown_out", "{connection}", "Connections that were closed since they asked nothing for some seconds while there was no room for others.");

    private long _toldAt = -ToldEveryMilliseconds;

    /// <summary>The door of a program that may have so many connections open.</summary>
    public static Door Of(int connections, Guests guests, Func<bool> isBehind, IMeterFactory meters, ILogger<Door> logger) =>
        new(guests, isBehind, Math.Min(Handful, connections / 3), connections / 2, meters, logger);

    /// <summary>Stands before the HTTP of a listener.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        if ((LetIn(connection) ?? await AskAsync(connection)) is not { } guest)
        {
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            guests.Leave(guest);
        }
    };

    private Guest? LetIn(ConnectionContext connection) => guests.Enter(connection, isBehind() ? handful : most);

    // What is left unread when a connection ends destroys the answer on its way, so the request is read first: it comes in one piece.
    private async Task<Guest?> AskAsync(ConnectionContext connection)
    {
        try
        {
            var (isWhole, isForHealth) = await ReadAsync(connection);
            if ((LetIn(connection) ?? LetInAnyhow(connection, isWhole, isForHealth)) is { } guest)
            {
                return guest;
            }

            await TurnAwayAsync(connection, connection.ConnectionClosed);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It hung up.
        }

        return null;
    }

    // Only who asks something takes the place of somebody who does not.
    private Guest? LetInAnyhow(ConnectionContext connection, bool isWhole, bool isForHealth)
    {
        // Who asks whether the program lives must hear it now above all.
        if (isForHealth)
        {
            return guests.Enter(connection, int.MaxValue);
        }

        if (!isWhole || guests.MakeRoom(isBehind()) is not (> 0 and var gone))
        {
            return null;
        }

        _shownOut.Add(gone);
        return guests.Enter(connection, most);
    }

    /// <summary>What it asks first, which stays to be read.</summary>
    private async Task<(bool IsWhole, bool IsForHealth)> ReadAsync(ConnectionContext connection)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(isBehind() ? PatienceWhileBehind : Patience);
        try
        {
            while (true)
            {
                var read = await connection.Transport.Input.ReadAsync(patience.Token);
                var first = new FirstRequest(read.Buffer.ToArray());
                var (isWhole, isForHealth) = (first.IsWhole, first.IsForHealth);
                var isAll = read.IsCompleted || read.Buffer.Length > Longest || isWhole || isForHealth;
                connection.Transport.Input.AdvanceTo(read.Buffer.Start, isAll ? read.Buffer.Start : read.Buffer.End);
                if (isAll)
                {
                    return (isWhole, isForHealth);
                }
            }
        }
        // Who is slow to ask hears it all the same.
        catch (OperationCanceledException) when (!connection.ConnectionClosed.IsCancellationRequested)
        {
            return default;
        }
    }

    private async Task TurnAwayAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        _turnedAway.Add(1);
        Tell();
        await connection.Transport.Output.WriteAsync(OverloadProblems.Behind.OnTheWire(), cancellationToken);
    }

    private void Tell()
    {
        var told = Volatile.Read(ref _toldAt);
        if (Environment.TickCount64 - told >= ToldEveryMilliseconds && Interlocked.CompareExchange(ref _toldAt, Environment.TickCount64, told) == told)
        {
            Log.TurnsAway(logger, guests.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(708, LogLevel.Warning,
            "More connections come than can be served: {Count} are in, new ones are told to come back later. Told once a minute; all are counted.")]
        public static partial void TurnsAway(ILogger logger, int count);
    }
}
