using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class NodeTests
{
    private static readonly NodeSystem Micro = new("linux", "SUSE Linux Micro 6.1", "6.4.0-35-default", "amd64");

    [Fact]
    public void Servers_and_agents_are_counted_and_summed_apart()
    {
        var nodes = Cluster(
            Linux() with { IsServer = true, Cpu = "4", Memory = "16Gi" },
            Linux() with { IsServer = true, Cpu = "3920m", Memory = "1.5Gi" },
            Linux() with { Cpu = "2e3", Memory = "129M" }).Nodes!;

        Assert.Equal(new NodeGroup(2, 7920, 17_179_869_184 + 1_610_612_736), nodes.Servers);
        Assert.Equal(new NodeGroup(1, 2_000_000, 129_000_000), nodes.Agents);
    }

    [Fact]
    public void Each_node_is_rounded_up_by_itself() =>
        Assert.Equal(new NodeGroup(3, 3, 3), Cluster(Enumerable.Repeat(Linux() with { Cpu = "0.0001", Memory = "1m" }, 3)).Nodes!.Agents);

    [Theory]
    [InlineData(null, "1Gi")]
    [InlineData("1", null)]
    [InlineData("-1", "1Gi")]
    [InlineData("1", "lots")]
    public void A_node_without_a_readable_size_counts_as_a_node(string? cpu, string? memory)
    {
        var tally = Sum([Linux() with { Cpu = cpu, Memory = memory }]);

        Assert.Equal(1, tally.UnreadableQuantities);
        Assert.Equal(1, Cluster(Linux() with { Cpu = cpu, Memory = memory }).Nodes!.Agents.Count);
    }

    [Fact]
    public void Sums_are_capped_and_never_wrap() =>
        Assert.Equal(new NodeGroup(3, long.MaxValue, long.MaxValue),
            Cluster(Enumerable.Repeat(Linux() with { Cpu = "9e15", Memory = "9e18" }, 3)).Nodes!.Agents);

    [Fact]
    public void The_system_is_that_of_the_first_node_that_names_its_image()
    {
        var nameless = new NodeSystem("linux", "", "", "amd64");
        var nodes = Cluster(Linux() with { System = nameless }, Linux() with { System = Micro },
            Linux() with { System = Micro with { OsImage = "Other" } }).Nodes!;

        Assert.Equal(Micro, nodes.System);
        Assert.Null(Cluster(Linux() with { System = nameless }).Nodes!.System);
    }

    [Theory]
    [InlineData("windows", "SUSE Linux Micro 6.1", "6.4.0-35-default", "amd64")]
    [InlineData("linux", "SUSE Linux Micro 6.0", "6.4.0-35-default", "amd64")]
    [InlineData("linux", "SUSE Linux Micro 6.1", "6.4.0-36-default", "amd64")]
    [InlineData("linux", "SUSE Linux Micro 6.1", "6.4.0-35-default", "arm64")]
    [InlineData("linux", "", "", "")]
    public void Nodes_that_differ_in_one_of_four_are_not_consistent(string operatingSystem, string image, string kernel,
        string architecture)
    {
        var other = Linux() with { System = new(operatingSystem, image, kernel, architecture) };

        Assert.False(Cluster(Linux(), other).Nodes!.IsConsistent);
        Assert.False(Cluster(other, Linux()).Nodes!.IsConsistent);
        Assert.True(Cluster(other, other).Nodes!.IsConsistent);
    }

    [Fact]
    public void A_list_that_starts_again_counts_each_node_once() =>
        Assert.Equal(2, Cluster(Linux(), new ReadRestarted(ClusterResource.Nodes), Linux(), Linux()).Nodes!.Agents.Count);

    [Fact]
    public void A_list_that_failed_is_unknown_however_far_it_came() =>
        Assert.Null(Cluster(Linux(), new ReadFailed(ClusterResource.Nodes, "503 ServiceUnavailable")).Nodes);

    [Theory]
    [InlineData("nvidia.com/gpu", "nvidia")]
    [InlineData("nvidia.com/mig-1g.5gb", "nvidia")]
    [InlineData("nvidia.com/mig-7g.80gb", "nvidia")]
    [InlineData("amd.com/gpu", "amd")]
    [InlineData("intel.com/gpu", "intel")]
    [InlineData("gpu.intel.com/i915", "intel")]
    [InlineData("gpu.intel.com/xe", "intel")]
    [InlineData("nvidia.com/gpu.shared", null)]
    [InlineData("NVIDIA.com/gpu", null)]
    [InlineData("cpu", null)]
    [InlineData("example.com/gpu", null)]
    public void A_GPU_is_known_by_its_resource(string resource, string? vendor) => Assert.Equal(vendor, GpuResource.Vendor(resource));

    [Fact]
    public void The_vendor_is_that_of_the_first_node_with_a_GPU()
    {
        var nodes = Cluster(Linux(), Linux() with { GpuVendor = "amd" }, Linux() with { GpuVendor = "nvidia" }).Nodes!;

        Assert.Equal((2, "amd"), (nodes.GpuNodes, nodes.GpuVendor));
        Assert.Equal((0, null), (Cluster(Linux()).Nodes!.GpuNodes, Cluster(Linux()).Nodes!.GpuVendor));
    }
}
