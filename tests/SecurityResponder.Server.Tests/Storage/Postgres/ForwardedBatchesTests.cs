using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwardedBatchesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ForwardedBatches _batches;

    public ForwardedBatchesTests() => _batches = new ForwardedBatches(_time);

    [Fact]
    public void The_oldest_batch_is_due_when_250_000_reports_were_sent_after_it()
    {
        _batches.Add(new JournalRange(0, 2000, 2000));
        // Resent reports have smaller ids than new ones: an id says nothing about when a report was sent.
        for (long last = 502_000; last > 252_000; last -= 2000)
        {
            Add(new JournalRange(last - 2000, last, 2000));
        }

        Assert.Equal(new JournalRange(0, 2000, 2000), _batches.Due);
        _batches.RemoveOldest();
        Assert.Null(_batches.Due);
    }

    [Fact]
    public void A_batch_is_due_after_ten_minutes()
    {
        Add(new JournalRange(0, 7, 7));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Null(_batches.Due);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new JournalRange(0, 7, 7), _batches.Due);
    }

    [Fact]
    public void Batches_of_an_earlier_connection_are_not_due()
    {
        Add(new JournalRange(0, 7, 7));
        _batches.Clear();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(_batches.Due);
    }

    private void Add(JournalRange batch)
    {
        Assert.Null(_batches.Due);
        _batches.Add(batch);
    }
}
