using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class AdvisoryIdsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void Ids_are_listed_once_and_CVE_ids_first_however_many_there_are(int pairs)
    {
        List<string> given = [.. Enumerable.Range(0, pairs).SelectMany(i => new[] { $"GHSA-{i}", $"CVE-2026-{i}", $"ghsa-{i}" })];
        var expected = Enumerable.Range(0, pairs).Select(i => $"CVE-2026-{i}").Concat(Enumerable.Range(0, pairs).Select(i => $"GHSA-{i}"));

        Assert.Equal(expected, AdvisoryIds.InOrder([.. given, .. given]));
    }

    [Fact]
    public void An_id_in_another_case_is_the_same_id() => Assert.Equal(["cve-2026-1"], AdvisoryIds.InOrder(["cve-2026-1", "CVE-2026-1"]));
}
