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

    [Theory]
    [InlineData("os", "Ubuntu 24.04.3 LTS", true)]
    [InlineData("os", "SUSE Linux Enterprise Server 15 SP6", true)]
    [InlineData("os", "Red Hat Enterprise Linux 9.6 (Plow)", true)]
    [InlineData("os", "Debian GNU/Linux 12 (bookworm)", true)]
    [InlineData("os", "Ubuntu is bad", false)]
    [InlineData("os", "Ubuntu 24.04 LTS visit example.com", false)]
    [InlineData("os", "ACME Linux 1", false)]
    [InlineData("version", "v1.99.1+rke2r1", true)]
    [InlineData("version", "v1.34.1+acme", false)]
    [InlineData("cni", "visit example.com", false)]
    [InlineData("arch", "visit example.com", false)]
    public void Text_that_any_number_of_invented_clusters_report_is_not_shown_to_the_public(string name, string value, bool isShown)
    {
        var table = Table(name, Public, new ValueCount(value, 500));

        Assert.Equal(isShown ? [value] : [null], table.Rows.Select(row => row.Value));
        Assert.Equal(500, Assert.Single(table.Rows).Clusters.Clusters);
        Assert.Equal(value, Assert.Single(Table(name, Precision.Exact, new ValueCount(value, 500)).Rows).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_total_of_fewer_than_five_clusters_reveals_nothing_without_filters(long clusters)
    {
        var query = FigureQuery.Default with { IsDevelopment = true };
        var table = CountTable.Of(Dimension.Version, NoFacts, [new ValueCount("v1.34.1+rke2r1", clusters)], clusters);
        var tables = Dimension.All.ToDictionary(dimension => dimension.Name, dimension => table with { Dimension = dimension });
        var day = new DayCount(new DateOnly(2026, 11, 30), 0);
        var figures = FigureSet.Of(new Counts(query, DateTimeOffset.UnixEpoch, [day], tables), NoFacts, Public);

        Assert.Equal("<5", figures.Total.ToString());
        Assert.Equal(["<5", "<5"], new[] { figures.Vulnerable, figures.OutOfSupport }.Select(figure => figure.ToString()));
        Assert.Equal("<5", Assert.Single(figures.Days).Clusters.ToString());
        Assert.All(figures.Tables.Values, shown => Assert.Empty(shown.Rows));
    }

    [Fact]
    public void Values_that_were_not_read_are_in_the_row_of_all_other_values()
    {
        var dimension = Dimension.Find("os")!;
        var table = FigureTable.Of(CountTable.Of(dimension, NoFacts, [new("SLES", 7)], 10_000), NoFacts, Precision.Exact);

        Assert.Equal([7, 9993], table.Rows.Select(row => row.Clusters.Clusters));
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
        return FigureTable.Of(CountTable.Of(dimension, NoFacts, counted, counted.Sum(value => value.Clusters)), NoFacts, precision);
    }
}
