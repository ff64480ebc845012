using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>The same facts in every format, and nothing is cut in silence.</summary>
public sealed class FactsTests
{
    [Theory]
    [InlineData("v1.33.1+rke2r1")]
    [InlineData("2026-06-28")]
    [InlineData("CVE-2026-0001", "critical", "9.8", "2.1.4-k3s1", "2026-05-01", "v1.33.9+rke2r1")]
    [InlineData("restart every pod")]
    [InlineData("disable the CRI plugin")]
    [InlineData("CVE-2026-0005", "runc", "the feed does not list the version of runc in v1.33.1+rke2r1")]
    [InlineData("built with Go 1.24.9: 1 published standard-library CVE, reachability unknown")]
    [InlineData("v1.12.1-prime1", "v1.12.0")]
    [InlineData("v1.34.9+rke2r1", "v1.35.7+rke2r1")]
    [InlineData("CVE-2026-0006")]
    [InlineData("v1.32.9+rke2r1")]
    [InlineData("117")]
    [InlineData("23 days old")]
    public void Every_format_states_a_fact(params string[] texts) => Assert.All(Enum.GetValues<OutputFormat>(), format =>
    {
        // Narrow lines are broken between words.
        var text = string.Join(' ', Printed.Text(Printed.ClusterResult, format).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(texts, expected => Assert.Contains(expected, text.Replace("\\", "", StringComparison.Ordinal)));
    });

    [Theory]
    [InlineData("RKE2 withdrew this release", "isWithdrawn")]
    [InlineData("EXPLOITED", "\"exploited\": true")]
    [InlineData("under investigation", "underInvestigation")]
    [InlineData("ENDS WITHIN 30 DAYS", "\"endsSoon\": true")]
    [InlineData("First bring 3 nodes to v1.33.1+rke2r1", "\"count\": 3")]
    [InlineData("Take v1.33.9+rke2r1 first", "\"interim\": {")]
    [InlineData("version skew policy: 1 on v1.33.9+rke2r1", "\"skew\": [")]
    [InlineData("not about a component of RKE2", "\"CVE-2026-0007\"")]
    [InlineData("1 entry of the feed has no valid name", "\"ignoredEntries\": 1")]
    public void Words_for_people_have_a_field_for_programs(string words, string field)
    {
        Assert.Contains(words, Printed.Text(Printed.ClusterResult, OutputFormat.Text, columns: 1000));
        Assert.Contains(field, Printed.Text(Printed.ClusterResult, OutputFormat.Json));
    }

    [Fact]
    public void Text_shows_the_ten_worst_and_counts_the_rest_which_wide_shows()
    {
        var feed = Printed.Read(FeedText.Of(Enumerable.Range(1001, 13).Select(
            number => FeedText.Advisory($"CVE-2026-{number}", "containerd", "0", "2.1.5"))));
        var result = Printed.Of(Printed.Cluster, feed);

        var text = Printed.Text(result, OutputFormat.Text);
        Assert.Contains("CVE-2026-1010\n", text);
        Assert.DoesNotContain("CVE-2026-1011", text);
        Assert.Contains("\nand 3 more: -o wide\n", text);
        Assert.All([OutputFormat.Wide, OutputFormat.Markdown, OutputFormat.Json, OutputFormat.Yaml], format =>
        {
            var whole = Printed.Text(result, format);
            Assert.DoesNotContain("more: -o wide", whole);
            Assert.Contains("CVE-2026-1013", whole);
        });
    }

    [Fact]
    public void Nothing_is_claimed_about_a_release_that_the_feed_does_not_list()
    {
        var result = Printed.Of(Printed.Cluster with { Version = "v1.33.2+rke2r1", NodeVersions = null }, Printed.Feed);

        var text = Printed.Text(result, OutputFormat.Text, columns: 200);

        Assert.Contains("Warning: the feed does not list this release", text);
        Assert.DoesNotContain("No CVE is published", text);
        Assert.Contains("cannot be decided, because a fact is missing", text);
    }

    [Fact]
    public void Another_distribution_is_named_as_such_and_gets_no_upgrade()
    {
        var result = Printed.Of(Printed.Cluster with { Version = "v1.33.1+k3s1" }, Printed.Feed);

        var text = Printed.Text(result, OutputFormat.Text, columns: 200);

        Assert.Contains("Warning: this is not a release of RKE2", text);
        Assert.Contains("No upgrade is recommended. v1.33.1+k3s1 is not a release of RKE2: no upgrade can be recommended.", text);
    }

    [Fact]
    public void Of_a_managed_cluster_the_upgrade_is_made_in_Rancher()
    {
        var text = Printed.Text(Printed.Of(Printed.Cluster with { IsRancherManaged = true }, Printed.Feed), OutputFormat.Text);

        Assert.Contains("Rancher manages this cluster: make the upgrade in Rancher.", text);
    }
}
