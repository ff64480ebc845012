using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>The latest counts. Reports take precedence over visitors: one query is counted at a time, and while reports wait for the disk,
/// counting takes a fifth of one processor. The same query is counted at most twice a minute, and takes at most a hundredth of one
/// processor in the long run, however many clusters there are.</summary>
/// <param name="store">The figures.</param>
/// <param name="facts">The releases of the feed.</param>
/// <param name="reports">The reports that wait for the disk.</param>
/// <param name="time">The clock.</param>
/// <param name="isPublic">Whether the public sees the counts, which then change once in each <see cref="PublicInterval"/>.</param>
/// <remarks>For the public, a query is counted at most once in each quarter of an hour: the figures do not move at once when a single
/// report arrives, see docs/privacy.md.</remarks>
internal sealed class FigureCache(
    IFigures store, CurrentReleaseFacts facts, IReportQueue reports, TimeProvider time, bool isPublic) : IDisposable
{
    /// <summary>The key of the operators' own cache and queue: they must not wait behind the public.</summary>
    public const string OfOperators = "operators";

    /// <summary>The maximum age of a cached count.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>The interval in which the public sees the same counts, from the full hour.</summary>
    public static readonly TimeSpan PublicInterval = TimeSpan.FromMinutes(15);

    /// <summary>The maximum number of cached counts.</summary>
    public const int MaxEntries = 64;

    /// <summary>The maximum number of queries that wait for their count; further ones would wait for longer than a visitor does.</summary>
    public const int MaxWaiting = 16;

    // While reports wait, each count is followed by a pause of four times its duration.
    private const int PauseFactor = 4;

    // A count is kept for this many times its duration.
    private const int AgeFactor = 100;

    private readonly SemaphoreSlim _counting = new(1);
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Lock _lock = new();
    private int _waiting;

    /// <summary>Counts the clusters of a query; null when too many queries wait.</summary>
    public async Task<Counts?> CountAsync(FigureQuery query)
    {
        var key = query.ToString();
        var entry = Find(query, key);
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
            Remove(key, entry);
            throw;
        }
    }

    public void Dispose() => _counting.Dispose();

    private Entry? Find(FigureQuery query, string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_entries.TryGetValue(key, out var cached) && (isPublic ? IsSameInterval(now, cached.CreatedAt) : now < cached.ValidUntil))
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
            var entry = new Entry(now);
            entry.Counts = new Lazy<Task<Counts>>(() => Task.Run(() => CountAsync(query, now, entry)));
            return _entries[key] = entry;
        }
    }

    private static bool IsSameInterval(DateTimeOffset one, DateTimeOffset other) =>
        one.Ticks / PublicInterval.Ticks == other.Ticks / PublicInterval.Ticks;

    private async Task<Counts> CountAsync(FigureQuery query, DateTimeOffset now, Entry entry)
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

            var duration = time.GetElapsedTime(started);
            entry.Extend(duration * AgeFactor);
            _ = PauseAsync(duration);
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

    private void Remove(string key, Entry entry)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(key) == entry)
            {
                _entries.Remove(key);
            }
        }
    }

    private sealed class Entry(DateTimeOffset createdAt)
    {
        private long _validUntilTicks = (createdAt + MaxAge).UtcTicks;

        public DateTimeOffset CreatedAt => createdAt;

        public DateTimeOffset ValidUntil => new(Interlocked.Read(ref _validUntilTicks), TimeSpan.Zero);

        public Lazy<Task<Counts>> Counts { get; set; } = null!;

        /// <summary>Sets the age up to which the count is used, if it is more than <see cref="MaxAge"/>.</summary>
        public void Extend(TimeSpan age)
        {
            if (age > MaxAge)
            {
                Interlocked.Exchange(ref _validUntilTicks, (createdAt + age).UtcTicks);
            }
        }
    }
}
