using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Storage;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>The order of the maintenance, with a store that records its steps.</summary>
public sealed class HourlyMaintenanceTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);
    private static readonly DateOnly First = Today.AddDays(-90);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_reports_are_deleted_before_days_are_counted()
    {
        using var store = new Recorder(Today.AddDays(-1));
        await store.RunAsync(Cancelled);

        Assert.Equal([$"delete {First:O}", $"count {Today.AddDays(-1):O}"], store.Steps);
    }

    [Fact]
    public async Task A_day_that_cannot_be_counted_does_not_keep_other_days_from_being_counted_and_deleted()
    {
        using var store = new Recorder(Today.AddDays(-3), Today.AddDays(-2)) { Fails = Today.AddDays(-3) };
        await Assert.ThrowsAsync<InvalidDataException>(() => store.RunAsync(Cancelled));

        Assert.Equal([$"delete {First:O}", $"count {Today.AddDays(-3):O}", $"count {Today.AddDays(-2):O}"], store.Steps);
    }

    [Fact]
    public async Task Reports_that_are_not_counted_yet_are_deleted_after_they_are_counted()
    {
        var late = First.AddDays(-40);
        using var store = new Recorder(late);
        await store.RunAsync(Cancelled);

        Assert.Equal([$"delete {late:O}", $"count {late:O}", $"delete {First:O}"], store.Steps);
    }

    [Theory]
    [InlineData(HourlyMaintenance.MaxDaysUncounted, false)]
    [InlineData(HourlyMaintenance.MaxDaysUncounted + 1, true)]
    public async Task A_day_that_cannot_be_counted_is_deleted_a_week_later(int daysLate, bool isDeleted)
    {
        var late = First.AddDays(-daysLate);
        using var store = new Recorder(late) { Fails = late };
        await Assert.ThrowsAsync<InvalidDataException>(() => store.RunAsync(Cancelled));

        Assert.Equal($"delete {(isDeleted ? First : late):O}", store.Steps[^1]);
    }

    [Fact]
    public async Task No_day_is_counted_while_columns_cannot_be_filled_in()
    {
        using var store = new Recorder(Today.AddDays(-1)) { CannotBackfill = true };
        await Assert.ThrowsAsync<InvalidDataException>(() => store.RunAsync(Cancelled));

        Assert.Equal([$"delete {First:O}"], store.Steps);
    }

    private sealed class Recorder(params DateOnly[] uncounted)
        : HourlyMaintenance(
            new Retention(90, IsSqliteCounted: true),
            new FakeTimeProvider(new DateTimeOffset(Today, new TimeOnly(1, 0), TimeSpan.Zero)))
    {
        private readonly List<DateOnly> _uncounted = [.. uncounted];

        public List<string> Steps { get; } = [];

        public DateOnly? Fails { get; init; }

        public bool CannotBackfill { get; init; }

        protected override Task BackfillAsync(CancellationToken cancellationToken) =>
            CannotBackfill ? throw new InvalidDataException() : Task.CompletedTask;

        protected override Task<IReadOnlyList<DateOnly>> UncountedDaysAsync(DateOnly before, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<DateOnly>>(_uncounted.FindAll(day => day < before));

        protected override Task CountAsync(DateOnly day, CancellationToken cancellationToken)
        {
            Steps.Add($"count {day:O}");
            _ = day == Fails ? throw new InvalidDataException() : _uncounted.Remove(day);
            return Task.CompletedTask;
        }

        protected override Task SetFinalAsync(DateOnly day, CancellationToken cancellationToken)
        {
            _uncounted.Remove(day);
            return Task.CompletedTask;
        }

        protected override Task SetCountedFinalAsync(DateOnly before, CancellationToken cancellationToken) => Task.CompletedTask;

        protected override Task DeleteAsync(DateOnly before, CancellationToken cancellationToken)
        {
            Steps.Add($"delete {before:O}");
            return Task.CompletedTask;
        }

        protected override void LogFailed(Exception exception) => throw exception;
    }
}
