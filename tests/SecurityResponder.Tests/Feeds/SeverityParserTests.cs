using SecurityResponder.Advisories;

namespace SecurityResponder.Tests.Feeds;

public sealed class SeverityParserTests
{
    private const string V4 = """{ "type": "CVSS_V4", "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N" }""";
    private const string V3 = """{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }""";
    private const string V2 = """{ "type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P" }""";
    private const string Broken = """{ "type": "CVSS_V4", "score": "CVSS:4.0/AV:N" }""";

    [Theory]
    [InlineData(V2 + "," + V3 + "," + V4, 6.9)]
    [InlineData(V2 + "," + V3, 9.8)]
    [InlineData(V2, 7.5)]
    [InlineData(Broken + "," + V3, 9.8)]
    public void The_newest_generation_that_can_be_read_counts(string severities, double score) =>
        Assert.Equal(Severity.OfScore(score),
            Read($$"""{ "id": "CVE-1", "severity": [ {{severities}} ], "database_specific": { "severity": "LOW" } }"""));

    [Fact]
    public void A_package_may_carry_the_score() =>
        Assert.Equal(9.8, Read($$"""{ "id": "CVE-1", "affected": [ { "severity": [ {{V3}} ] }, { "severity": [ {{V2}} ] } ] }""").Score);

    [Theory]
    [InlineData("CRITICAL", SeverityLevel.Critical)]
    [InlineData("High", SeverityLevel.High)]
    [InlineData("MODERATE", SeverityLevel.Medium)]
    [InlineData("medium", SeverityLevel.Medium)]
    [InlineData("low", SeverityLevel.Low)]
    [InlineData("none", SeverityLevel.None)]
    [InlineData("spicy", SeverityLevel.Unknown)]
    public void Without_a_vector_the_name_counts(string name, SeverityLevel level) =>
        Assert.Equal(new Severity(level),
            Read($$"""{ "id": "CVE-1", "severity": [ {{Broken}} ], "database_specific": { "severity": "{{name}}" } }"""));

    [Fact]
    public void Without_either_it_is_unknown() => Assert.Equal(Severity.Unknown, Read("""{ "id": "CVE-1" }"""));

    [Theory]
    [InlineData(10.0, SeverityLevel.Critical)]
    [InlineData(9.0, SeverityLevel.Critical)]
    [InlineData(8.9, SeverityLevel.High)]
    [InlineData(7.0, SeverityLevel.High)]
    [InlineData(6.9, SeverityLevel.Medium)]
    [InlineData(4.0, SeverityLevel.Medium)]
    [InlineData(3.9, SeverityLevel.Low)]
    [InlineData(0.1, SeverityLevel.Low)]
    [InlineData(0.0, SeverityLevel.None)]
    public void A_score_has_a_name(double score, SeverityLevel level) => Assert.Equal(level, Severity.OfScore(score).Level);

    private static Severity Read(string advisory) => Assert.Single(Given.Feed([], [advisory]).Advisories).Severity;
}
