using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Makes a responder overloaded: its writer is held up, and more reports wait than half of the queue.</summary>
internal sealed class FullQueue : IAsyncDisposable
{
    private readonly ManualResetEventSlim _isReleased = new();
    private readonly Task _waiting;

    public FullQueue(ReportStore store)
    {
        var held = store.ExecuteAsync(_ => _isReleased.Wait(TimeSpan.FromMinutes(5)), CancellationToken.None);
        var report = Storage.Reports.Of("waiting");
        _waiting = Task.WhenAll(
            Enumerable.Range(0, (ReportStore.MaxQueueLength / 2) + 1).Select(Task (_) => store.SaveAsync(report)).Append(held));
    }

    /// <summary>Lets the writer go on, and waits until the queue is empty.</summary>
    public async ValueTask DisposeAsync()
    {
        _isReleased.Set();
        await _waiting;
        _isReleased.Dispose();
    }
}
