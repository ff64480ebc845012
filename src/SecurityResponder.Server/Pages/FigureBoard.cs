using SecurityResponder.Server.Counting;

namespace SecurityResponder.Server.Pages;

/// <summary>What was counted lately. Clusters come first: however many people look, and whatever they ask for, the store counts for two of
/// them at a time and for each question at most twice a minute.</summary>
internal sealed class FigureBoard(IFigures store, CurrentReleaseFacts facts, TimeProvider time) : IDisposable
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>Answers that are kept.</summary>
    public const int MostKept = 64;

    private const int MostAtOnce = 2;
    private const int MostWaiting = 64;

    private readonly SemaphoreSlim _counting = new(MostAtOnce);
    private readonly Dictionary<string, Entry> _kept = [];
    private readonly Lock _lock = new();
    private int _waiting;

    /// <summary>Answers a query; null when too many others wait.</summary>
    public async Task<Counts?> CountAsync(FigureQuery query)
    {
        var entry = Find(query);
        if (entry is null) return null;
        try
        {
            return await entry.Counted.Value;
        }
        catch
        {
            // The next one asks again.
            Forget(query, entry);
            throw;
        }
    }

    public void Dispose() => _counting.Dispose();

    private Entry? Find(FigureQuery query)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var key = query.ToString();
            if (_kept.TryGetValue(key, out var kept) && now - kept.AskedAt < Freshness) return kept;
            if (_waiting >= MostWaiting) return null;
            _kept.Remove(key);
            if (_kept.Count >= MostKept) _kept.Remove(_kept.MinBy(entry => entry.Value.AskedAt).Key);
            _waiting++;
            // Whoever asked first may go away: the count is for all who come after.
            return _kept[key] = new Entry(now, new Lazy<Task<Counts>>(() => Task.Run(() => AskAsync(query, now))));
        }
    }

    private async Task<Counts> AskAsync(FigureQuery query, DateTimeOffset now)
    {
        await _counting.WaitAsync();
        try
        {
            return await Counts.AskAsync(store, facts.Now, query, now, CancellationToken.None);
        }
        finally
        {
            _counting.Release();
            lock (_lock) _waiting--;
        }
    }

    private void Forget(FigureQuery query, Entry entry)
    {
        lock (_lock)
            if (_kept.GetValueOrDefault(query.ToString()) == entry) _kept.Remove(query.ToString());
    }

    private sealed record Entry(DateTimeOffset AskedAt, Lazy<Task<Counts>> Counted);
}
