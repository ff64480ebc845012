using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Overload;

/// <summary>Slots for open connections. Further connections wait in the kernel's accept queue, where they cost next to nothing; when that
/// queue is full, the client's system retries after a second. No connection is closed without an answer.</summary>
/// <param name="count">Number of slots.</param>
internal sealed class ConnectionSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);

    /// <summary>Number of slots.</summary>
    public int Count => count;

    /// <summary>Whether fewer than a quarter of the slots are free.</summary>
    public bool AreScarce => _free.CurrentCount < count / 4;

    /// <summary>Takes a slot as soon as one is free.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Connection middleware that frees the slot when the connection ends.</summary>
    public ConnectionDelegate Release(ConnectionDelegate next) => async connection =>
    {
        try
        {
            await next(connection);
        }
        finally
        {
            _free.Release();
        }
    };

    /// <summary>Middleware that ends a connection with its answer while slots are scarce: a client that keeps its connection, whatever it
    /// asks for, must not keep others away. Reports keep it: a proxy sends those of many clusters over few connections.</summary>
    public RequestDelegate Share(RequestDelegate next) => context =>
    {
        if (AreScarce && !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    };

    public void Dispose() => _free.Dispose();
}
