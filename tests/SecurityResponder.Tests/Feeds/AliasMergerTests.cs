using SecurityResponder.Advisories;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class AliasMergerTests
{
    [Fact]
    public void Advisories_that_share_an_id_are_one_at_the_place_of_the_first()
    {
        var merged = AliasMerger.Merge([Of("A", "X"), Of("B"), Of("C", "Y"), Of("Y", "x"), Of("D")]);

        Assert.Equal(["A", "B", "D"], merged.Select(advisory => advisory.Id));
        Assert.Equal(["X", "C", "Y"], merged[0].Aliases);
        Assert.Empty(merged[1].Aliases);
    }

    [Fact]
    public void An_advisory_that_shares_no_id_stays_the_same_object()
    {
        var (one, other) = (Of("A", "X"), Of("B", "Y"));

        Assert.Equal([one, other], AliasMerger.Merge([one, other]), ReferenceEqualityComparer.Instance);
    }

    [Theory]
    [InlineData(7.5, "first")]
    [InlineData(7.6, "second")]
    [InlineData(7.4, "first")]
    public void Of_two_ratings_the_higher_counts_and_of_two_equal_ones_the_first(double second, string source)
    {
        var (one, other) = (Severity.OfScore(7.5), Severity.OfScore(second));

        var merged = Assert.Single(AliasMerger.Merge(
        [
            Of("A", "X") with { Severity = one, SeveritySource = "first" },
            Of("B", "X") with { Severity = other, SeveritySource = "second" },
        ]));

        Assert.Same(source == "first" ? one : other, merged.Severity);
        Assert.Equal(source, merged.SeveritySource);
    }

    private static Advisory Of(string id, params string[] aliases) => new() { Id = id, Aliases = aliases };
}
