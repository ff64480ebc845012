using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Tests;

namespace SecurityResponder.Pages.Tests;

public sealed class FigureCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly TemporaryDirectory _data = new();
    private readonly SlowFigures _store;
    private readonly ReportStore _reports;
    private readonly FigureCache _cache;

    public FigureCacheTests()
    {
        _store = new SlowFigures(_time);
        // Not started: its reports wait.
        _reports = new ReportStore(DataDirectory.Open(_data.Path), _time, NullLogger<ReportStore>.Instance);
        _cache = Cache(isPublic: false);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _reports.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Concurrent_equal_queries_share_one_count()
    {
        var asked = Enumerable.Range(0, 100).Select(_ => _cache.CountAsync(FigureQuery.Default)).ToList();
        _store.Open();
        await Task.WhenAll(asked);

        Assert.Equal(1, _store.Asked);
    }

    [Fact]
    public async Task A_count_is_cached_for_half_a_minute()
    {
        _store.Open();
        await _cache.CountAsync(FigureQuery.Default);
        _time.Advance(TimeSpan.FromSeconds(29));
        await _cache.CountAsync(FigureQuery.Default);
        Assert.Equal(1, _store.Asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _cache.CountAsync(FigureQuery.Default);

        Assert.Equal(2, _store.Asked);
    }

    // 12:00 to 12:15.
    [Fact]
    public async Task The_public_sees_the_same_counts_for_a_quarter_of_an_hour()
    {
        using var cache = Cache(isPublic: true);
        _store.Open();
        _time.Advance(TimeSpan.FromMinutes(14));
        await cache.CountAsync(FigureQuery.Default);
        _time.Advance(TimeSpan.FromSeconds(59));
        await cache.CountAsync(FigureQuery.Default);
        Assert.Equal(1, _store.Asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        await cache.CountAsync(FigureQuery.Default);

        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task A_count_that_takes_long_is_cached_for_a_hundred_times_as_long()
    {
        _store.Open();
        _store.Takes = TimeSpan.FromSeconds(2);
        await _cache.CountAsync(FigureQuery.Default);
        _time.Advance(TimeSpan.FromSeconds(197));
        await _cache.CountAsync(FigureQuery.Default);
        Assert.Equal(1, _store.Asked);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _cache.CountAsync(FigureQuery.Default);

        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task One_query_is_counted_at_a_time_and_too_many_are_rejected()
    {
        var asked = Enumerable.Range(0, 1000).Select(i => _cache.CountAsync(Query(i))).ToList();
        var refused = asked.Count(one => one.IsCompletedSuccessfully);
        _store.Open();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(1000 - FigureCache.MaxWaiting, refused);
        Assert.Equal(FigureCache.MaxWaiting, answers.Count(answer => answer is not null));
        Assert.Equal(1, _store.MaxAtOnce);
    }

    [Fact]
    public async Task While_reports_wait_each_count_is_followed_by_a_pause_of_four_times_its_duration()
    {
        _store.Open();
        _store.Takes = TimeSpan.FromSeconds(1);
        var waiting = _reports.SaveAsync(Assert.IsType<ReportReadResult.Readable>(
            ReportReader.Read(new(Encoding.UTF8.GetBytes(RunningResponder.SmallReport)))).Report);
        await _cache.CountAsync(Query(1));
        var next = _cache.CountAsync(Query(2));
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, _store.Asked);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await next;

        Assert.Equal(2, _store.Asked);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task The_oldest_count_is_evicted()
    {
        _store.Open();
        for (var i = 0; i < FigureCache.MaxEntries + 1; i++)
        {
            await _cache.CountAsync(Query(i));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await _cache.CountAsync(Query(1));
        Assert.Equal(FigureCache.MaxEntries + 1, _store.Asked);
        await _cache.CountAsync(Query(0));
        Assert.Equal(FigureCache.MaxEntries + 2, _store.Asked);
    }

    [Fact]
    public async Task A_failure_is_not_cached()
    {
        _store.Open();
        _store.IsBroken = true;
        await Assert.ThrowsAsync<InvalidDataException>(() => _cache.CountAsync(FigureQuery.Default));
        _store.IsBroken = false;

        Assert.NotNull(await _cache.CountAsync(FigureQuery.Default));
    }

    private FigureCache Cache(bool isPublic) =>
        new(_store, new CurrentReleaseFacts(new CurrentAnswers(_time), _time), _reports, _time, isPublic);

    private static FigureQuery Query(int i) => FigureQuery.Default.With(Dimension.Find("os")!, $"os {i}");

    /// <summary>A store that answers after <see cref="Open"/>.</summary>
    private sealed class SlowFigures(FakeTimeProvider time) : IFigures
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked, _now, _most;

        public int Asked => _asked;

        public int MaxAtOnce => _most;

        public bool IsBroken { get; set; }

        public TimeSpan Takes { get; set; }

        public void Open() => _open.SetResult();

        public async Task<IReadOnlyList<DayCount>> ActiveByDayAsync(FigureFilter filter, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            var now = Interlocked.Increment(ref _now);
            if (now > _most)
            {
                _most = now;
            }

            await _open.Task;
            time.Advance(Takes);
            Interlocked.Decrement(ref _now);
            return IsBroken ? throw new InvalidDataException() : [];
        }

        public Task<IReadOnlyDictionary<string, ValueCounts>> CountByAsync(
            IReadOnlyList<string> columns, FigureFilter filter, CancellationToken cancellationToken) =>
            Task.FromResult(ValueCounts.ByColumn(columns, []));

        public Task<FigureSnapshot?> SnapshotAsync(int windowDays, bool isDevelopment, CancellationToken cancellationToken) =>
            Task.FromResult<FigureSnapshot?>(null);
    }
}
