using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwardCursorTests
{
    private const int Batch = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    public void A_lasting_connection_sends_each_earlier_report_again_once(long resent)
    {
        var sent = Send(new ForwardCursor(1, LastSent: 100, resent, 0, 0).Restart(), batches: 1000).Sent;

        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), sent.Order());
    }

    [Fact]
    public void Connections_that_break_early_send_each_report_again_in_turn()
    {
        var cursor = new ForwardCursor(1, LastSent: 100, 0, 0, 0);
        var sent = new List<long>();
        for (var connection = 0; connection < 5; connection++)
        {
            (cursor, var some) = Send(cursor.Restart(), batches: 2);
            sent.AddRange(some);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), sent);
    }

    [Fact]
    public void A_journal_without_sent_reports_has_no_resends() => Assert.False(new ForwardCursor(1, 0, 0, 0, 0).Restart().HasResends);

    // Ids from 1 to 100, in the order of the journal.
    private static (ForwardCursor Cursor, List<long> Sent) Send(ForwardCursor cursor, int batches)
    {
        var sent = new List<long>();
        while (cursor.HasResends && batches > 0)
        {
            var last = Math.Min(cursor.LastResent + Batch, cursor.ResendUntil);
            for (var id = cursor.LastResent + 1; id <= last; id++)
            {
                sent.Add(id);
            }

            if (last > cursor.LastResent)
            {
                batches--;
            }

            cursor = last > cursor.LastResent ? cursor with { LastResent = last } : cursor.NextPass();
        }

        return (cursor, sent);
    }
}
