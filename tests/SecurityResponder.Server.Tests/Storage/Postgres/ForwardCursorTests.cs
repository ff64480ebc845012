using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwardCursorTests
{
    private const int Batch = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    public void A_connection_that_lasts_brings_each_report_that_was_sent_before_once(long again)
    {
        var brought = Bring(new ForwardCursor(1, Sent: 100, again, 0, 0).Anew(), batches: 1000).Brought;

        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), brought.Order());
    }

    [Fact]
    public void Connections_that_break_early_bring_each_report_in_their_turn()
    {
        var place = new ForwardCursor(1, Sent: 100, 0, 0, 0);
        var brought = new List<long>();
        for (var connection = 0; connection < 5; connection++)
        {
            (place, var some) = Bring(place.Anew(), batches: 2);
            brought.AddRange(some);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), brought);
    }

    [Fact]
    public void A_journal_of_which_nothing_was_sent_owes_nothing() => Assert.False(new ForwardCursor(1, 0, 0, 0, 0).Anew().OwesAgain);

    // The ids from 1 to 100, as the journal gives them.
    private static (ForwardCursor Place, List<long> Brought) Bring(ForwardCursor place, int batches)
    {
        var brought = new List<long>();
        while (place.OwesAgain && batches > 0)
        {
            var last = Math.Min(place.Again + Batch, place.AgainUntil);
            for (var id = place.Again + 1; id <= last; id++)
            {
                brought.Add(id);
            }

            if (last > place.Again)
            {
                batches--;
            }

            place = last > place.Again ? place with { Again = last } : place.Around();
        }

        return (place, brought);
    }
}
