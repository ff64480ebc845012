using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Operators;

/// <summary>The open connections of the operators' port. When there are too many, the oldest one that has not shown the token is closed.
/// Otherwise, many idle connections without a token would keep operators out.</summary>
/// <param name="max">The number of connections.</param>
internal sealed class OperatorConnections(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _strangers = new();
    private int _count;

    /// <summary>Connection middleware that counts connections and closes those that are too many.</summary>
    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        var entry = new Entry(connection);
        connection.Features.Set(entry);
        Add(entry)?.Connection.Abort(new ConnectionAbortedException("too many connections"));
        try
        {
            await next(connection);
        }
        finally
        {
            Remove(entry);
        }
    };

    /// <summary>Keeps the connection of a request that has shown the token.</summary>
    public void Keep(HttpContext context)
    {
        if (context.Features.Get<Entry>() is { Node: not null } entry)
        {
            lock (_lock)
            {
                Forget(entry);
            }
        }
    }

    // Returns the connection to close: the new one when all others have shown the token.
    private Entry? Add(Entry entry)
    {
        lock (_lock)
        {
            entry.Node = _strangers.AddLast(entry);
            if (++_count <= max)
            {
                return null;
            }

            var oldest = _strangers.First!.Value;
            Forget(oldest);
            return oldest;
        }
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            Forget(entry);
            _count--;
        }
    }

    private void Forget(Entry entry)
    {
        if (entry.Node is { } node)
        {
            _strangers.Remove(node);
            entry.Node = null;
        }
    }

    private sealed record Entry(ConnectionContext Connection)
    {
        public LinkedListNode<Entry>? Node { get; set; }
    }
}
