using Microsoft.AspNetCore.Connections;

namespace SecurityResponder.Server.Overload;

/// <summary>Room for so many open connections, in or at the door. More wait in the network's own queue, where one costs next to nothing, and
/// whom that does not hold either the network itself lets come back after a second: nobody is closed unanswered.</summary>
/// <param name="connections">How many.</param>
internal sealed class ConnectionSlots(int connections) : IDisposable
{
    private readonly SemaphoreSlim _free = new(connections, connections);

    /// <summary>Takes a place, as soon as there is one.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Gives a connection's place back behind everything that the listener does with it.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
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

    public void Dispose() => _free.Dispose();
}
