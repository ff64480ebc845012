using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Tests.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>What someone learns who sends reports and looks at the public figures (docs/privacy.md).</summary>
public sealed class OutsiderTests
{
    private const string Victim = "53741f60-f208-48fc-ae81-8a969510a598";

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly FigureQuery Cilium = FigureQuery.Default.With(Dimension.Find("cni")!, "cilium");
    private static readonly ReleaseFacts NoFacts = new(null, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Public_figures_do_not_move_with_a_report_before_the_next_quarter_of_an_hour()
    {
        await using var store = await SqliteStoreUnderTest.StartAsync(Noon);
        for (var i = 0; i < 20; i++)
        {
            await store.SaveAsync(Reports.Of($"cluster {i}", facts: ("cni-plugin", "cilium")), Noon);
        }

        await store.FlushAsync();
        var time = new FakeTimeProvider(Noon);
        using var cache = new FigureCache(
            store.Figures, new CurrentReleaseFacts(new CurrentAnswers(time), time), new NoReports(), time, isPublic: true);
        var before = await PublicAsync(cache);
        var moved = new List<int>();
        for (var minute = 1; minute <= 20; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await store.SaveAsync(
                Reports.Of(minute == 1 ? Victim : $"invented {minute}", facts: ("cni-plugin", "cilium")), Noon.AddMinutes(minute));
            await store.FlushAsync();
            if (await PublicAsync(cache) != before)
            {
                moved.Add(minute);
            }
        }

        Assert.Equal([15, 16, 17, 18, 19, 20], moved);
    }

    private static async Task<string> PublicAsync(FigureCache cache)
    {
        var counts = await cache.CountAsync(Cilium);
        return FigureSet.Of(counts!, NoFacts, Precision.Public(new byte[32])).Total.ToString();
    }

    private sealed class NoReports : IReportQueue
    {
        public bool IsBusy => false;
    }
}
