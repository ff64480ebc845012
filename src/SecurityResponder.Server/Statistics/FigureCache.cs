using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>The latest counts. Reports take precedence over visitors: one query is counted at a time, the same query at most twice a
/// minute, and while reports wait for the disk, counting takes a fifth of one processor.</summary>
internal sealed class FigureCache(IFigures store, CurrentReleaseFacts facts, IReportQueue reports, TimeProvider time) : IDisposable
{
    /// <summary>The key of the operators' own cache and queue: they must not wait behind the public.</summary>
    public const string OfOperators = "operators";

    /// <summary>The maximum age of a cached count.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of cached counts.</summary>
    public const int MaxEntries = 64;

    /// <summary>The maximum number of queries that wait for their count; further ones would wait for longer than a visitor does.</summary>
    public const int MaxWaiting = 16;

    // While reports wait, each count is followed by a pause of four times its duration.
    private const int PauseFactor = 4;

    private readonly SemaphoreSlim _counting = new(1);
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Lock _lock = new();
    private int _waiting;

    /// <summary>Counts the clusters of a query; null when too many queries wait.</summary>
    public async Task<Counts?> CountAsync(FigureQuery query)
    {
        var entry = Find(query);
        if (entry is null)
        {
            return null;
        }

        try
        {
            return await entry.Counts.Value;
        }
        catch
        {
            // Failures are not cached.
            Remove(query, entry);
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
            if (_entries.TryGetValue(key, out var cached) && now - cached.CreatedAt < MaxAge)
            {
                return cached;
            }

            if (_waiting >= MaxWaiting)
            {
                return null;
            }

            _entries.Remove(key);
            if (_entries.Count >= MaxEntries)
            {
                _entries.Remove(_entries.MinBy(entry => entry.Value.CreatedAt).Key);
            }

            _waiting++;
            // Not cancelled with the first request: the count is shared with later ones.
            return _entries[key] = new Entry(now, new Lazy<Task<Counts>>(() => Task.Run(() => CountAsync(query, now))));
        }
    }

    private async Task<Counts> CountAsync(FigureQuery query, DateTimeOffset now)
    {
        await _counting.WaitAsync();
        var started = time.GetTimestamp();
        try
        {
            return await Counts.ReadAsync(store, facts.Now, query, now, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }

            _ = PauseAsync(time.GetElapsedTime(started));
        }
    }

    // The present query is answered without the pause; the next one waits for its end.
    private async Task PauseAsync(TimeSpan duration)
    {
        if (reports.IsBusy)
        {
            await Task.Delay(duration * PauseFactor, time);
        }

        _counting.Release();
    }

    private void Remove(FigureQuery query, Entry entry)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(query.ToString()) == entry)
            {
                _entries.Remove(query.ToString());
            }
        }
    }

    private sealed record Entry(DateTimeOffset CreatedAt, Lazy<Task<Counts>> Counts);
}
