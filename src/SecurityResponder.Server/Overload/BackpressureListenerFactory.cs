using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace SecurityResponder.Server.Overload;

/// <summary>Listens on sockets, and hands a connection over once there is room for it.</summary>
internal sealed class BackpressureListenerFactory(SocketTransportFactory sockets, ConnectionSlots room) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), room);

    private sealed class Listener(IConnectionListener listener, ConnectionSlots room) : IConnectionListener
    {
        private readonly CancellationTokenSource _stops = new();

        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (await listener.AcceptAsync(cancellationToken) is not { } connection)
            {
                return null;
            }

            try
            {
                await room.TakeAsync(_stops.Token);
                return connection;
            }
            // The program ends, and this one never came in.
            catch (OperationCanceledException)
            {
                await connection.DisposeAsync();
                return null;
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _stops.CancelAsync();
            await listener.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await listener.DisposeAsync();
            _stops.Dispose();
        }
    }
}
