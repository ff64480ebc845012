using SecurityResponder.Clusters;

namespace SecurityResponder.Tests.Clusters;

/// <summary>Facts of an invented cluster, and the cluster that they add up to.</summary>
internal static class Facts
{
    private static readonly ClusterFact[] Essential =
    [
        new ServerVersion("v1.34.5+rke2r1"),
        new KubeSystemNamespace("0b3ffae1-1111-4222-8333-944445555666"),
    ];

    /// <summary>Facts in the order given; every read that does not end by itself is completed behind them.</summary>
    public static Cluster Cluster(params IEnumerable<ClusterFact> facts)
    {
        var told = Essential.Concat(facts).ToList();
        var ended = told.Where(fact => fact is ReadFailed or ReadAbsent).Select(fact => fact.Resource).ToHashSet();
        return Sum(told.Concat(
            Enum.GetValues<ClusterResource>().Where(read => !ended.Contains(read)).Select(read => new ReadCompleted(read)))).ToCluster()!;
    }

    public static ClusterAggregator Sum(IEnumerable<ClusterFact> facts)
    {
        var tally = new ClusterAggregator();
        foreach (var fact in facts)
        {
            tally.Add(fact);
        }

        return tally;
    }

    /// <summary>A DaemonSet of one container, named like it.</summary>
    public static Workload DaemonSet(string name, string image = "rancher/x:v1", string inNamespace = "kube-system") =>
        new(ClusterResource.DaemonSets, inNamespace, name, [new(name, image)], []);

    /// <summary>A Deployment of <c>kube-system</c> with one container, named like it.</summary>
    public static Workload Deployment(string name, string image = "rancher/x:v1") =>
        new(ClusterResource.KubeSystemDeployments, "kube-system", name, [new(name, image)], []);

    public static Node Linux(NodeSelinux? selinux = null) => new()
    {
        System = new("linux", "SUSE Linux Micro 6.1", "6.4.0-35-default", "amd64"),
        Cpu = "4",
        Memory = "16Gi",
        Selinux = selinux ?? new(),
    };
}
