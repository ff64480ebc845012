namespace SecurityResponder.Server.Operators;

/// <summary>Slows down wrong tokens: they are answered one after the other, ten a second. Requests with the right token do not
/// wait.</summary>
internal sealed class TokenGuesses(TimeProvider time) : IDisposable
{
    /// <summary>The time that a wrong token takes.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits until a wrong token may be answered.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await Task.Delay(Delay, time, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
