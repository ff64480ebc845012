using CsCheck;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Pages.Tests;

public sealed class PrecisionTests
{
    private static readonly Precision Public = Precision.Public([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "<5")]
    [InlineData(4, "<5")]
    public void Fewer_than_five_are_told_as_that(long clusters, string told) => Assert.Equal(told, Public.Of(clusters, false).ToString());

    [Fact]
    public void None_is_an_answer_too_where_some_are_asked_for() => Assert.Equal("<5", Public.Of(0, true).ToString());

    [Fact]
    public void Operators_are_told_the_number() => Gen.Long[0, 1_000_000_000].Sample(clusters => Precision.Exact.Of(clusters, true).Clusters == clusters);

    [Fact]
    public void The_public_is_told_a_multiple_of_five_at_most_three_away_and_more_clusters_are_never_told_as_fewer() =>
        Gen.Long[5, 10_000_000].Sample(clusters =>
        {
            var told = Public.Of(clusters, true).Clusters!.Value;
            return told % 5 == 0 && told >= 5 && Math.Abs(told - clusters) <= 3 && told <= Public.Of(clusters + 1, true).Clusters;
        });

    [Fact]
    public void Another_secret_rounds_otherwise() =>
        Assert.Contains(Enumerable.Range(5, 100), clusters => Public.Of(clusters, true) != Precision.Public(new byte[32]).Of(clusters, true));

    // Known to everybody: the rule. Of one value that is told and one that is not, nothing may be learnt of the other but "1 to 4".
    [Fact]
    public void Subtracting_what_is_told_from_the_total_leaves_every_number_from_one_to_four_possible()
    {
        for (var shown = 10L; shown < 300; shown++)
        {
            for (var hidden = 1L; hidden < 5; hidden++)
            {
                Assert.Equal([1, 2, 3, 4], Possible([Told(shown)], Told(shown + hidden)));
            }
        }
    }

    [Fact]
    public void Of_fewer_than_ten_it_leaves_at_least_two()
    {
        for (var shown = 5L; shown < 10; shown++)
        {
            for (var hidden = 1L; hidden < 5; hidden++)
            {
                Assert.InRange(Possible([Told(shown)], Told(shown + hidden)).Count, 2, 4);
            }
        }
    }

    // Of two that are told, chance may leave less; without the rounding it would leave a single number each time.
    [Fact]
    public void With_more_values_a_hidden_one_is_next_to_never_narrowed_to_one_number()
    {
        var pinned = 0;
        for (var one = 5L; one < 80; one++)
        {
            for (var other = one; other < 80; other++)
            {
                for (var hidden = 1L; hidden < 5; hidden++)
                {
                    if (Possible([Told(one), Told(other)], Told(one + other + hidden)).Count == 1)
                    {
                        pinned++;
                    }
                }
            }
        }

        Assert.InRange(pinned, 0, 11);
    }

    private static long Told(long clusters) => Public.Of(clusters, true).Clusters!.Value;

    private static List<long> Possible(long[] parts, long total)
    {
        var (least, most) = Range(total);
        var left = (Least: least - parts.Sum(part => Range(part).Most), Most: most - parts.Sum(part => Range(part).Least));
        return [.. new long[] { 1, 2, 3, 4 }.Where(hidden => hidden >= left.Least && hidden <= left.Most)];
    }

    // Rounded up from at most three below, down from at most two above; never up from fewer than five.
    private static (long Least, long Most) Range(long told) => (Math.Max(5, told - 3), told + 2);
}
