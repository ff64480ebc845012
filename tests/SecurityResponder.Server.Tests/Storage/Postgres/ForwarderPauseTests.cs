using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwarderPauseTests : IDisposable
{
    // One attempt may be more than one connection: with TLS, then without.
    private const int ConnectionsOfAnAttempt = 8;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_database_that_is_away_is_not_asked_for_again_before_a_pause()
    {
        using var hangingUp = new TcpListener(IPAddress.Loopback, 0);
        hangingUp.Start();
        var data = DataDirectory.Open(_directory.Path);
        using var journal = new ReportStore(data, TimeProvider.System, NullLogger<ReportStore>.Instance);
        await journal.StartAsync(Cancelled);
        await using var postgres = PostgresConnections.Open($"Host=127.0.0.1;Port={((IPEndPoint)hangingUp.LocalEndpoint).Port};Username=postgres;Database=postgres");
        var time = new StandingTime();
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
        for (var connections = 0; connections <= ConnectionsOfAnAttempt; connections++)
        {
            (await listener.AcceptTcpClientAsync(Cancelled)).Dispose();
        }
    }

    // Whoever pauses does so for ever, and tells.
    private sealed class StandingTime : TimeProvider
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
