using CsCheck;
using SecurityResponder.Advisories;

namespace SecurityResponder.Tests.Advisories;

public sealed class CvssVectorTests
{
    [Theory]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 8.7)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 8.3)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 5.1)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N", 6.9)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:N/PR:H/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 9.3)]
    [InlineData("CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 8.6)]
    [InlineData("CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.0)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", 7.1)]
    [InlineData("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 8.5)]
    [InlineData("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 8.7)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0)]
    public void A_vector_of_v4_has_the_score_that_FIRST_publishes(string vector, double score) =>
        Assert.Equal(score, CvssVector.TryScore(vector));

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 6.8)]
    [InlineData("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 5.8)]
    [InlineData("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 9.3)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", 5.4)]
    [InlineData("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 4.6)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0)]
    public void A_vector_of_v3_has_the_score_that_FIRST_publishes(string vector, double score)
    {
        Assert.Equal(score, CvssVector.TryScore(vector));
        Assert.Equal(score, CvssVector.TryScore(vector.Replace("3.1", "3.0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8)]
    [InlineData("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0)]
    [InlineData("AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2)]
    [InlineData("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5)]
    [InlineData("AV:N/AC:M/Au:N/C:N/I:P/A:N", 4.3)]
    [InlineData("AV:N/AC:L/Au:N/C:P/I:N/A:N", 5.0)]
    [InlineData("AV:L/AC:L/Au:N/C:C/I:C/A:C", 7.2)]
    [InlineData("AV:N/AC:M/Au:N/C:C/I:C/A:C", 9.3)]
    [InlineData("AV:N/AC:L/Au:S/C:P/I:P/A:P", 6.5)]
    [InlineData("AV:N/AC:M/Au:N/C:P/I:P/A:P", 6.8)]
    [InlineData("AV:L/AC:L/Au:N/C:N/I:N/A:C", 4.9)]
    [InlineData("AV:L/AC:L/Au:N/C:P/I:N/A:N", 2.1)]
    [InlineData("AV:N/AC:L/Au:S/C:N/I:P/A:N", 4.0)]
    [InlineData("AV:N/AC:L/Au:N/C:N/I:N/A:N", 0.0)]
    public void A_vector_of_v2_has_the_score_that_FIRST_publishes(string vector, double score)
    {
        Assert.Equal(score, CvssVector.TryScore(vector));
        Assert.Equal(score, CvssVector.TryScore($"({vector})"));
    }

    // Every vector was compared with the npm package ae-cvss-calculator 1.0.13; the sums, in tenths, hold that result fast.
    [Theory]
    [InlineData("CVSS:4.0/", 104976, 5964883, "AV NALP", "AC LH", "AT NP", "PR NLH", "UI NPA", "VC HLN", "VI HLN", "VA HLN", "SC HLN",
        "SI HLN", "SA HLN")]
    [InlineData("CVSS:3.1/", 2592, 142706, "AV NALP", "AC LH", "PR NLH", "UI NR", "S UC", "C HLN", "I HLN", "A HLN")]
    [InlineData("", 729, 38007, "AV LAN", "AC HML", "Au MSN", "C NPC", "I NPC", "A NPC")]
    public void The_scores_of_all_vectors_add_up_to_those_of_another_calculator(
        string prefix, int count, long tenths, params string[] metrics)
    {
        var scores = Vectors(prefix, metrics).Select(vector => CvssVector.TryScore(vector)).ToList();
        Assert.Equal(count, scores.Count);
        Assert.Equal(tenths, scores.Sum(score => (long)Math.Round(score!.Value * 10)));
    }

    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:C/MAV:P", 9.8)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U/CR:L/MAV:P", 9.3)]
    [InlineData("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N", 9.8)]
    public void Only_base_metrics_count_in_any_order(string vector, double score) => Assert.Equal(score, CvssVector.TryScore(vector));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7.5")]
    [InlineData("CVSS:3.1/")]
    [InlineData("CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:N/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:NN/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    public void Text_that_is_no_vector_has_no_score(string? vector) => Assert.Null(CvssVector.TryScore(vector));

    [Fact]
    public void No_text_makes_scoring_fail() => Gen.String.Sample(text =>
    {
        CvssVector.TryScore(text);
        CvssVector.TryScore("CVSS:4.0/" + text);
    });

    private static IEnumerable<string> Vectors(string prefix, string[] metrics) => metrics.Select(metric => metric.Split(' ')).Aggregate(
        (IEnumerable<string>)[prefix],
        (vectors, metric) => vectors.SelectMany(vector => metric[1].Select(value => $"{vector}/{metric[0]}:{value}")))
        .Select(vector => vector.Replace("//", "/", StringComparison.Ordinal).TrimStart('/'));
}
