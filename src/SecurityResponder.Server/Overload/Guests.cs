using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Overload;

/// <summary>The connections that are let in. Whoever sits there and asks nothing makes room for others when there is none left.</summary>
internal sealed class Guests(TimeProvider time)
{
    // Looking for those who are silent longest takes a moment, so a few go at once, but not all of them: who asks nothing and comes back at
    // once would fill the room with newcomers, of whom nobody can be told from a client yet.
    private const int AtOnce = 32;

    // Nor is it looked again at once when there was nobody: a crowd that only waits for its turn would have it looked for every newcomer.
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guest, byte> _guests = new();
    private readonly Lock _lock = new();
    private int _count;

    // 0 while somebody was found.
    private long _nobodySince;

    /// <summary>How many are in.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Lets one in; null when so many are in already.</summary>
    public Guest? Enter(ConnectionContext connection, int most)
    {
        if (Interlocked.Increment(ref _count) > most)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        var guest = new Guest(connection, time);
        _guests[guest] = 0;
        connection.Features.Set(guest);
        return guest;
    }

    /// <summary>One is gone. It may be said twice.</summary>
    public void Leave(Guest guest)
    {
        if (_guests.TryRemove(guest, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Ends the connections of a few who have asked nothing for longest.</summary>
    /// <param name="isBehind">Whether the program is behind with its work.</param>
    /// <returns>How many; 0 when nobody is silent for longer than one may be.</returns>
    public int MakeRoom(bool isBehind)
    {
        Guest[] silent;
        lock (_lock)
        {
            if (_nobodySince is not 0 && time.GetElapsedTime(_nobodySince) < LooksAgainAfter)
            {
                return 0;
            }

            silent = [.. _guests.Select(pair => pair.Key).Where(guest => guest.IsSilent(isBehind)).OrderByDescending(guest => guest.SilentFor).Take(AtOnce)];
            foreach (var guest in silent)
            {
                Leave(guest);
            }

            _nobodySince = silent.Length == 0 ? time.GetTimestamp() : 0;
        }

        foreach (var guest in silent)
        {
            guest.ShowOut();
        }

        return silent.Length;
    }
}
