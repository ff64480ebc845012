using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Clusters to collect.</summary>
internal static class Clusters
{
    private static readonly TestContainer RancherAgent = new("cluster-register", "rancher/rancher-agent:v2.12.1")
    {
        Env = new Dictionary<string, string>
        {
            ["CATTLE_SERVER"] = "https://rancher.example",
            ["CATTLE_INSTALL_UUID"] = "8d0c9f4e-2222-4333-8444-a55566677788",
        },
    };

    /// <summary>A cluster that fills every field.</summary>
    public static TestCluster Full { get; } = new()
    {
        Nodes =
        [
            TestNode.Server("server-1") with { Annotations = new() { ["rke2.io/node-args"] = """["server","--selinux","true"]""" } },
            TestNode.Agent("worker-1") with
            {
                Resources = new() { ["nvidia.com/gpu"] = "2" },
                Labels = new() { ["security.alpha.kubernetes.io/selinux"] = "enabled" },
                KubeletVersion = "v1.33.9+rke2r1",
                ContainerRuntime = "containerd://2.1.5-k3s1",
            },
        ],
        Namespaces = ["cattle-system", "gpu-operator"],
        DaemonSets =
        [
            new(
                "kube-system",
                "rke2-canal",
                new TestContainer("calico-node", "rancher/hardened-calico:v3.30.3"),
                new TestContainer("kube-flannel", "rancher/hardened-flannel:v0.27.0")),
            new(
                "kube-system",
                "rke2-ingress-nginx-controller",
                new TestContainer("controller", "rancher/nginx-ingress-controller:v1.12.1")),
            new("gpu-operator", "nvidia-driver-daemonset", new TestContainer("driver", "nvcr.io/nvidia/driver:580.82")),
        ],
        Deployments =
        [
            new("cattle-system", "cattle-cluster-agent", RancherAgent),
            new("kube-system", "rke2-coredns-rke2-coredns", new TestContainer("coredns", "rancher/hardened-coredns:v1.14.1")),
        ],
        PrimeValue = "false",
        IngressClasses = [new("nginx", "k8s.io/ingress-nginx", IsDefault: true)],
        IpFamilies = ["IPv4", "IPv6"],
    };
}
