using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Overload;

/// <summary>A connection that is let in, and when it last asked something: when all of a request was there.</summary>
internal sealed class Guest(ConnectionContext connection, TimeProvider time)
{
    /// <summary>So long may one be in without having asked anything while others wait. A client's request comes in one piece, within a
    /// second by satellite, too.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(3);

    /// <summary>So long after it asked last: a page or a feed on a slow line may take that. And so long without having asked anything while
    /// the program is behind: it may be the program that has not listened yet.</summary>
    public static readonly TimeSpan Next = TimeSpan.FromSeconds(10);

    private readonly long _cameAt = time.GetTimestamp();

    // 0 until it asks something.
    private long _askedAt;

    /// <summary>How long ago it asked something, or came.</summary>
    public TimeSpan SilentFor => time.GetElapsedTime(AskedAt is 0 ? _cameAt : AskedAt);

    /// <summary>Whether it asked nothing for longer than one may.</summary>
    public bool IsSilent(bool isBehind) => SilentFor > (AskedAt is 0 && !isBehind ? First : Next);

    private long AskedAt => Volatile.Read(ref _askedAt);

    /// <summary>Notes that the connection of a request has asked something. Where there is a body, it has once that was read: else whoever
    /// sends half of it would count as a client.</summary>
    public static void Asks(HttpContext context) => context.Features.Get<Guest>()?.Asks();

    /// <summary>Ends the connection.</summary>
    public void ShowOut() => connection.Abort(new ConnectionAbortedException("asked nothing while others waited"));

    private void Asks() => Volatile.Write(ref _askedAt, time.GetTimestamp());
}
