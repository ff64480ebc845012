using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>What was counted lately. Clusters come first: however many people look, and whatever they ask for, one question is counted at a
/// time, the same one at most twice a minute, and while reports wait for the disk counting takes a fifth of one processor.</summary>
internal sealed class FigureCache(IFigures store, CurrentReleaseFacts facts, IReportQueue reports, TimeProvider time) : IDisposable
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>Answers that are kept.</summary>
    public const int MaxKept = 64;

    /// <summary>Questions that may wait: more than a person has patience for.</summary>
    public const int MaxWaiting = 16;

    // So many times as long as a count took is rested after it while clusters report.
    private const int Rest = 4;

    private readonly SemaphoreSlim _counting = new(1);
    private readonly Dictionary<string, Entry> _kept = [];
    private readonly Lock _lock = new();
    private int _waiting;

    /// <summary>Answers a query; null when too many others wait.</summary>
    public async Task<Counts?> CountAsync(FigureQuery query)
    {
        var entry = Find(query);
        if (entry is null)
        {
            return null;
        }

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
            if (_kept.TryGetValue(key, out var kept) && now - kept.AskedAt < Freshness)
            {
                return kept;
            }

            if (_waiting >= MaxWaiting)
            {
                return null;
            }

            _kept.Remove(key);
            if (_kept.Count >= MaxKept)
            {
                _kept.Remove(_kept.MinBy(entry => entry.Value.AskedAt).Key);
            }

            _waiting++;
            // Whoever asked first may go away: the count is for all who come after.
            return _kept[key] = new Entry(now, new Lazy<Task<Counts>>(() => Task.Run(() => AskAsync(query, now))));
        }
    }

    private async Task<Counts> AskAsync(FigureQuery query, DateTimeOffset now)
    {
        await _counting.WaitAsync();
        var started = time.GetTimestamp();
        try
        {
            return await Counts.AskAsync(store, facts.Now, query, now, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }

            _ = RestAsync(time.GetElapsedTime(started));
        }
    }

    // Whoever asked has the answer by now; who asks next waits.
    private async Task RestAsync(TimeSpan counted)
    {
        if (reports.IsBusy)
        {
            await Task.Delay(counted * Rest, time);
        }

        _counting.Release();
    }

    private void Forget(FigureQuery query, Entry entry)
    {
        lock (_lock)
        {
            if (_kept.GetValueOrDefault(query.ToString()) == entry)
            {
                _kept.Remove(query.ToString());
            }
        }
    }

    private sealed record Entry(DateTimeOffset AskedAt, Lazy<Task<Counts>> Counted);
}
