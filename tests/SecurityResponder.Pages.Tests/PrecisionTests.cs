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
    public void Fewer_than_five_are_not_published(long clusters, string figure) =>
        Assert.Equal(figure, Public.Of(clusters, false).ToString());

    [Fact]
    public void With_filters_0_is_not_published_either() => Assert.Equal("<5", Public.Of(0, true).ToString());

    [Fact]
    public void Operators_see_the_exact_number() =>
        Gen.Long[0, 1_000_000_000].Sample(clusters => Precision.Exact.Of(clusters, true).Clusters == clusters);

    [Fact]
    public void The_public_sees_a_multiple_of_five_at_most_three_away_and_the_order_is_kept() =>
        Gen.Long[5, 10_000_000].Sample(clusters =>
        {
            var published = Public.Of(clusters, true).Clusters!.Value;
            return published % 5 == 0 && published >= 5 && Math.Abs(published - clusters) <= 3
                && published <= Public.Of(clusters + 1, true).Clusters;
        });

    [Fact]
    public void Another_secret_rounds_differently() =>
        Assert.Contains(
            Enumerable.Range(5, 100), clusters => Public.Of(clusters, true) != Precision.Public(new byte[32]).Of(clusters, true));

    // The rule is public. Of a published and a hidden value, it must reveal nothing about the hidden one but "1 to 4".
    [Fact]
    public void Subtracting_a_published_value_from_the_total_leaves_every_number_from_one_to_four_possible()
    {
        for (var shown = 10L; shown < 300; shown++)
        {
            for (var hidden = 1L; hidden < 5; hidden++)
            {
                Assert.Equal([1, 2, 3, 4], Possible([Published(shown)], Published(shown + hidden)));
            }
        }
    }

    [Fact]
    public void For_fewer_than_ten_clusters_it_leaves_at_least_two_numbers()
    {
        for (var shown = 5L; shown < 10; shown++)
        {
            for (var hidden = 1L; hidden < 5; hidden++)
            {
                Assert.InRange(Possible([Published(shown)], Published(shown + hidden)).Count, 2, 4);
            }
        }
    }

    // With two published values, less may be left by chance; without rounding, a single number would be left each time.
    [Fact]
    public void With_several_values_a_hidden_one_is_almost_never_narrowed_to_one_number()
    {
        var pinned = 0;
        for (var one = 5L; one < 80; one++)
        {
            for (var other = one; other < 80; other++)
            {
                for (var hidden = 1L; hidden < 5; hidden++)
                {
                    if (Possible([Published(one), Published(other)], Published(one + other + hidden)).Count == 1)
                    {
                        pinned++;
                    }
                }
            }
        }

        Assert.InRange(pinned, 0, 11);
    }

    private static long Published(long clusters) => Public.Of(clusters, true).Clusters!.Value;

    private static List<long> Possible(long[] parts, long total)
    {
        var (least, most) = Range(total);
        var left = (Least: least - parts.Sum(part => Range(part).Most), Most: most - parts.Sum(part => Range(part).Least));
        return [.. new long[] { 1, 2, 3, 4 }.Where(hidden => hidden >= left.Least && hidden <= left.Most)];
    }

    // Rounded up from at most three below, or down from at most two above; fewer than five are never rounded.
    private static (long Least, long Most) Range(long published) => (Math.Max(5, published - 3), published + 2);
}
