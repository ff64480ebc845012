using SecurityResponder.Advisories;

namespace SecurityResponder.Tests.Advisories;

public sealed class AdvisoryOrderTests
{
    private static readonly DateTimeOffset Published = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    // Each one comes before the next by one property, although everything that is compared later says the opposite.
    private static readonly Advisory[] InOrder =
    [
        Of("CVE-9", 0.1, Published, epss: null) with { IsExploited = true },
        Of("CVE-8", 9.0, Published, epss: null),
        Of("CVE-7", 7.0, Published, epss: 0.9),
        Of("CVE-6", 7.1, Published, epss: 0.8),
        Of("CVE-5", 8.9, Published.AddDays(1), epss: null),
        Of("CVE-4", 8.8, Published.AddDays(3), epss: null),
        Of("CVE-3", 8.8, Published.AddDays(2), epss: null),
        Of("CVE-2", 8.8, null, epss: null),
        Of("CVE-3", 8.8, null, epss: null),
        Of("CVE-1", 0, Published.AddDays(4), epss: 0.99) with { Severity = Severity.Unknown },
    ];

    [Fact]
    public void Exploited_then_severe_then_likely_then_high_scored_then_new_then_by_id()
    {
        for (var i = 0; i < InOrder.Length; i++)
        {
            for (var j = 0; j < InOrder.Length; j++)
            {
                Assert.Equal(Math.Sign(i.CompareTo(j)), Math.Sign(AdvisoryOrder.WorstFirst(InOrder[i], InOrder[j])));
            }
        }
    }

    private static Advisory Of(string id, double score, DateTimeOffset? publishedAt, double? epss) =>
        new() { Id = id, Severity = Severity.OfScore(score), PublishedAt = publishedAt, Epss = epss };
}
