using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Operators;

public sealed class FleetPartTests
{
    [Fact]
    public void A_page_reads_the_groups_that_it_shows_and_no_other()
    {
        var parts = FleetPart.Of([("a", 70), ("b", 50), ("c", 3), ("d", 4), ("e", 90), ("f", 9)], new FleetRange(100, 100));

        Assert.Equal(["b 30-50", "c d", "e 0-73"], parts.Select(Text));
    }

    [Fact]
    public void Large_groups_are_parts_of_their_own_and_small_ones_are_read_together()
    {
        var parts = FleetPart.Of([("a", 6_000), ("b", 4_000), ("c", 1), ("d", 10_001), ("e", 1), ("f", 10_000)], null);

        Assert.Equal(["a b", "c", "d", "e", "f"], parts.Select(Text));
    }

    // Every part of random lists is read, once and in order.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_parts_of_a_page_are_the_page(int seed)
    {
        var random = new Random(seed);
        var groups = Enumerable.Range(0, 60)
            .Select(i => (Key: $"group {i}", Clusters: random.NextInt64(1, i % 30 == 0 ? 12_000 : 90))).ToList();
        var list = groups.SelectMany(group => Enumerable.Range(0, (int)group.Clusters).Select(i => $"{group.Key} {i}")).ToList();
        for (var offset = 0; offset < list.Count; offset += 397)
        {
            Assert.Equal(list.Skip(offset).Take(100), FleetPart.Of(groups, new FleetRange(offset, 100)).SelectMany(Read));
        }

        Assert.Equal(list, FleetPart.Of(groups, null).SelectMany(Read));
        Assert.All(FleetPart.Of(groups, null).Where(part => part.Groups.Count > 1), part =>
            Assert.InRange(Read(part).Count(), 1, FleetPart.MaxClusters));

        IEnumerable<string> Read(FleetPart part)
        {
            var clusters = part.Groups.SelectMany(key => list.Where(cluster => cluster.StartsWith(key + " ", StringComparison.Ordinal)));
            return part.Range is { } range ? clusters.Skip((int)range.Offset).Take((int)range.Limit) : clusters;
        }
    }

    private static string Text(FleetPart part) =>
        string.Join(' ', part.Groups) + (part.Range is { } range ? $" {range.Offset}-{range.Offset + range.Limit}" : "");
}
