using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwardedBatchesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ForwardedBatches _held;

    public ForwardedBatchesTests() => _held = new ForwardedBatches(_time);

    [Fact]
    public void The_first_batch_may_go_when_250_000_reports_were_sent_after_it()
    {
        _held.Add(new JournalRange(0, 2000, 2000));
        // What is sent again has smaller ids than what is new: neither tells when it was sent.
        for (long last = 502_000; last > 252_000; last -= 2000)
        {
            Hold(new JournalRange(last - 2000, last, 2000));
        }

        Assert.Equal(new JournalRange(0, 2000, 2000), _held.Due);
        _held.LetGo();
        Assert.Null(_held.Due);
    }

    [Fact]
    public void A_batch_may_go_after_ten_minutes()
    {
        Hold(new JournalRange(0, 7, 7));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Null(_held.Due);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new JournalRange(0, 7, 7), _held.Due);
    }

    [Fact]
    public void What_an_earlier_connection_brought_may_not_go()
    {
        Hold(new JournalRange(0, 7, 7));
        _held.Clear();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(_held.Due);
    }

    private void Hold(JournalRange batch)
    {
        Assert.Null(_held.Due);
        _held.Add(batch);
    }
}
