using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Pages.Tests;

public sealed class FigureSetTests
{
    private static readonly ReleaseFacts NoFacts = new(null, DateTimeOffset.UnixEpoch);
    private static readonly Precision Public = Precision.Public(new byte[32]);

    [Fact]
    public void A_value_of_few_clusters_is_published_only_when_it_is_generally_known()
    {
        var table = Table("cni", Public, new("canal", 20), new("cilium", 2), new("company-cni", 3), new("other-cni", 1), new(null, 1));

        Assert.Equal(["canal", "cilium", null, null], table.Rows.Select(row => row.Value));
        Assert.Equal([false, false, false, true], table.Rows.Select(row => row.IsRest));
        Assert.All(table.Rows.Skip(1), row => Assert.Equal("<5", row.Clusters.ToString()));
    }

    [Fact]
    public void Any_number_of_unknown_values_is_one_row()
    {
        var table = Table("os", Precision.Exact, [.. Enumerable.Range(0, 100_000).Select(i => new ValueCount($"os {i}", 2))]);

        Assert.Equal(101, table.Rows.Count);
        Assert.Equal(199_800, table.Rows[^1].Clusters.Clusters);
    }

    [Fact]
    public void The_order_does_not_reveal_unpublished_numbers()
    {
        var table = Table("cni", Public, new("flannel", 4), new("cilium", 3), new("calico", 2), new("canal", 1));

        Assert.Equal(["calico", "canal", "cilium", "flannel"], table.Rows.Select(row => row.Value));
    }

    [Fact]
    public void Sizes_and_minors_have_their_own_order()
    {
        var sizes = Table("size", Precision.Exact, new("501+", 9), new("2-5", 5), new("1", 7));
        var minors = Table("kubernetes", Precision.Exact, new(null, 8), new("v1.34", 9), new("v1.35", 5), new("v1.9", 9));

        Assert.Equal(["1", "2-5", "501+"], sizes.Rows.Select(row => row.Value));
        Assert.Equal(["v1.35", "v1.34", "v1.9", null], minors.Rows.Select(row => row.Value));
    }

    [Theory]
    [InlineData(120, 40, 33)]
    [InlineData(0, 40, null)]
    [InlineData(null, 40, null)]
    [InlineData(40, 45, 100)]
    public void A_share_is_computed_from_published_numbers(int? whole, int part, int? share) =>
        Assert.Equal(share, new Figure(part).ShareOf(new Figure(whole)));

    [Theory]
    [InlineData("", "")]
    [InlineData("?window=30", "")]
    [InlineData("?window=7&cni=canal", "?window=7&cni=canal")]
    [InlineData("?cni=canal&window=7&x=y", "?window=7&cni=canal")]
    [InlineData("?window=8&cni=a&cni=b", "")]
    [InlineData("?window=-7&dev=true", "")]
    [InlineData("?dev=1&os=", "?dev=1&os=")]
    public void Equal_queries_have_the_same_URL(string query, string url) =>
        Assert.Equal(url, FigureQuery.Of(new QueryCollection(QueryHelpers.ParseQuery(query))).ToString());

    private static FigureTable Table(string name, Precision precision, params ValueCount[] counted)
    {
        var dimension = Dimension.Find(name)!;
        return FigureTable.Of(CountTable.Of(dimension, NoFacts, counted), NoFacts, precision);
    }
}
