using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class RancherTests
{
    private const string InstallId = "3b9a4d5e-0000-4f0e-9a2b-7d8e5f1c2a43";

    private static readonly ClusterFact Server =
        new Workload(ClusterResource.RancherServer, "cattle-system", "rancher", [new("rancher", "rancher/rancher:v2.12.1")], []);

    private static readonly Workload Agent = new(
        ClusterResource.RancherAgent, "cattle-system", "cattle-cluster-agent",
        [new("cluster-register", "rancher/rancher-agent:v2.12.1", InstallId), new("second", "x/y:v9", "other")], []);

    private static readonly ClusterFact NoServer = new ReadAbsent(ClusterResource.RancherServer);
    private static readonly ClusterFact NoAgent = new ReadAbsent(ClusterResource.RancherAgent);
    private static readonly ClusterFact UnreadServer = new ReadFailed(ClusterResource.RancherServer, "403 Forbidden");
    private static readonly ClusterFact UnreadAgent = new ReadFailed(ClusterResource.RancherAgent, "403 Forbidden");

    public static TheoryData<ClusterFact, ClusterFact, RancherRole?, bool?> Roles => new()
    {
        { Server, NoAgent, RancherRole.Server, true },
        { Server, Agent, RancherRole.Server, true },
        { Server, UnreadAgent, RancherRole.Server, true },
        { NoServer, Agent, RancherRole.Downstream, true },
        { NoServer, NoAgent, RancherRole.None, false },
        { UnreadServer, Agent, null, true },
        { UnreadServer, NoAgent, null, null },
        { NoServer, UnreadAgent, null, null },
        { UnreadServer, UnreadAgent, null, null },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public void The_role_is_known_by_two_Deployments(ClusterFact server, ClusterFact agent, RancherRole? role, bool? isManaged)
    {
        var cluster = Cluster(server, agent);

        Assert.Equal((role, isManaged), (cluster.RancherRole, cluster.IsRancherManaged));
    }

    [Fact]
    public void The_first_container_of_the_agent_has_the_version_and_the_installation()
    {
        var cluster = Cluster(NoServer, Agent);

        Assert.Equal(("v2.12.1", InstallId), (cluster.RancherVersion, cluster.RancherInstallId));
    }

    [Fact]
    public void An_agent_that_does_not_say_leaves_both_unknown()
    {
        var silent = Cluster(NoServer, Agent with { Containers = [new("a", "registry:5000/rancher/rancher-agent")] });
        var empty = Cluster(NoServer, Agent with { Containers = [] });

        Assert.Equal((null, null), (silent.RancherVersion, silent.RancherInstallId));
        Assert.Equal((RancherRole.Downstream, null), (empty.RancherRole, empty.RancherVersion));
        Assert.Equal((null, null), (Cluster(Server, NoAgent).RancherVersion, Cluster(NoServer, NoAgent).RancherInstallId));
    }
}
