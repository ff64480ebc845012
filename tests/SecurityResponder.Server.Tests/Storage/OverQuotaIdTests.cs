using SecurityResponder.Server.Storage;

namespace SecurityResponder.Server.Tests.Storage;

public sealed class OverQuotaIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Cluster = [.. Enumerable.Range(100, 32).Select(value => (byte)(value * 7))];

    [Fact]
    public void An_id_is_a_UUID_of_version_8_and_the_variant_of_RFC_9562()
    {
        var id = new Guid(OverQuotaId.Of(Cluster, isDevelopment: false, Noon), bigEndian: true);

        Assert.Equal(8, id.Version);
        Assert.InRange(id.Variant, 8, 11);
    }

    [Fact]
    public void It_is_greater_than_the_id_of_any_report_within_the_quota_of_its_day_and_smaller_than_those_of_the_next()
    {
        var endOfDay = Noon.Date.AddDays(1).AddTicks(-1);
        var id = new Guid(OverQuotaId.Of(Cluster, isDevelopment: false, Noon), bigEndian: true);

        Assert.True(id.CompareTo(Guid.CreateVersion7(new DateTimeOffset(endOfDay, TimeSpan.Zero))) > 0);
        Assert.True(id.CompareTo(Guid.CreateVersion7(new DateTimeOffset(endOfDay.AddTicks(1), TimeSpan.Zero))) < 0);
    }

    [Fact]
    public void Ids_of_a_cluster_on_a_day_are_in_the_order_of_time()
    {
        var midnight = new DateTimeOffset(Noon.Date, TimeSpan.Zero);
        var ids = new[] { 0, 0.0001, 1, 3_600, 86_399.9999 }
            .Select(seconds => Convert.ToHexString(OverQuotaId.Of(Cluster, isDevelopment: false, midnight.AddSeconds(seconds)))).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Equal(
            Convert.ToHexString(OverQuotaId.Of(Cluster, isDevelopment: false, midnight)),
            Convert.ToHexString(OverQuotaId.FirstOfDay(Convert.FromHexString(id)))));
    }

    [Fact]
    public void Another_cluster_another_day_and_a_development_build_have_other_ids()
    {
        byte[] other = [.. Cluster.Reverse()];
        string[] first =
        [
            First(Cluster, false, Noon), First(Cluster, true, Noon), First(Cluster, false, Noon.AddDays(1)), First(other, false, Noon),
        ];

        Assert.Equal(4, first.Distinct().Count());
    }

    [Fact]
    public void Only_it_is_the_id_of_a_report_over_quota()
    {
        Assert.True(OverQuotaId.IsOverQuota(OverQuotaId.Of(Cluster, isDevelopment: true, Noon)));
        Assert.False(OverQuotaId.IsOverQuota(Guid.CreateVersion7(Noon).ToByteArray(bigEndian: true)));
    }

    private static string First(byte[] cluster, bool isDevelopment, DateTimeOffset at) =>
        Convert.ToHexString(OverQuotaId.FirstOfDay(OverQuotaId.Of(cluster, isDevelopment, at)));
}
