using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwarderPauseTests : IDisposable
{
    // One attempt can open more than one connection: with TLS, then without.
    private const int MaxConnectionsPerAttempt = 8;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task After_a_failed_attempt_the_forwarder_pauses()
    {
        using var hangingUp = new TcpListener(IPAddress.Loopback, 0);
        hangingUp.Start();
        var data = DataDirectory.Open(_directory.Path);
        using var journal = new ReportStore(data, TimeProvider.System, NullLogger<ReportStore>.Instance);
        await journal.StartAsync(Cancelled);
        var port = ((IPEndPoint)hangingUp.LocalEndpoint).Port;
        await using var postgres = PostgresConnections.Open($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
        var time = new StoppedTime();
        using var forwarder = new Forwarder(journal, data, postgres, time, NullLogger<Forwarder>.Instance);

        await forwarder.StartAsync(Cancelled);
        var asked = HangUpAsync(hangingUp);
        var first = await Task.WhenAny(time.Pauses, asked);
        await forwarder.StopAsync(new CancellationToken(canceled: true));
        await journal.StopAsync(Cancelled);

        Assert.Same(time.Pauses, first);
    }

    private static async Task HangUpAsync(TcpListener listener)
    {
        for (var connections = 0; connections <= MaxConnectionsPerAttempt; connections++)
        {
            (await listener.AcceptTcpClientAsync(Cancelled)).Dispose();
        }
    }

    // A clock whose timers never fire; it completes a task at the first timer.
    private sealed class StoppedTime : TimeProvider
    {
        private readonly TaskCompletionSource _pauses = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Pauses => _pauses.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _pauses.TrySetResult();
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
