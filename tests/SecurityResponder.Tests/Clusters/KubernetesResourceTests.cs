using SecurityResponder.Clusters;

namespace SecurityResponder.Tests.Clusters;

public sealed class KubernetesResourceTests
{
    [Theory]
    [InlineData("Deployment", "kube-system", "coredns", ClusterResource.KubeSystemDeployments)]
    [InlineData("Deployment", "cattle-system", "rancher", ClusterResource.RancherServer)]
    [InlineData("Deployment", "cattle-system", "cattle-cluster-agent", ClusterResource.RancherAgent)]
    [InlineData("DaemonSet", "anywhere", "rke2-canal", ClusterResource.DaemonSets)]
    [InlineData("Node", null, "server-0", ClusterResource.Nodes)]
    [InlineData("Namespace", null, "kube-system", ClusterResource.KubeSystemNamespace)]
    [InlineData("Service", "default", "kubernetes", ClusterResource.KubernetesService)]
    public void An_object_of_a_dump_belongs_to_the_resource_of_its_kind_namespace_and_name(
        string kind, string? objectNamespace, string name, ClusterResource expected) =>
        Assert.Equal(expected, KubernetesResource.Find(kind, objectNamespace, name)?.Id);

    [Theory]
    [InlineData("Deployment", "default", "rancher")]
    [InlineData("Deployment", "cattle-system", "rancher-webhook")]
    [InlineData("Namespace", null, "default")]
    [InlineData("Service", "kube-system", "kubernetes")]
    [InlineData("Secret", "kube-system", "kubernetes")]
    [InlineData(null, null, null)]
    public void Other_objects_belong_to_no_resource(string? kind, string? objectNamespace, string? name) =>
        Assert.Null(KubernetesResource.Find(kind, objectNamespace, name));

    [Fact]
    public void Paths_are_those_of_the_Kubernetes_API() => Assert.Equal(
        [
            "/version",
            "/api/v1/namespaces/kube-system",
            "/api/v1/nodes",
            "/apis/apps/v1/daemonsets",
            "/apis/apps/v1/namespaces/kube-system/deployments",
            "/apis/networking.k8s.io/v1/ingressclasses",
            "/apis/apps/v1/namespaces/cattle-system/deployments/rancher",
            "/apis/apps/v1/namespaces/cattle-system/deployments/cattle-cluster-agent",
            "/apis/helm.cattle.io/v1/namespaces/kube-system/helmcharts/rke2-security-responder",
            "/api/v1/namespaces/default/services/kubernetes",
        ],
        KubernetesResource.All.Select(resource => resource.Path));

    [Fact]
    public void A_list_is_listed_and_an_object_is_got() => Assert.Equal(
        ["get", "get", "list", "list", "list", "list", "get", "get", "get", "get"],
        KubernetesResource.All.Select(resource => resource.Verb));

    [Fact]
    public void Only_what_exists_in_some_clusters_can_be_absent() => Assert.Equal(
        [ClusterResource.RancherServer, ClusterResource.RancherAgent, ClusterResource.ResponderChart],
        KubernetesResource.All.Where(resource => resource.CanBeAbsent).Select(resource => resource.Id));

    [Fact]
    public void Every_cluster_has_nodes_and_DaemonSets_but_not_always_Deployments() => Assert.Equal(
        [ClusterResource.Version, ClusterResource.KubeSystemNamespace, ClusterResource.Nodes, ClusterResource.DaemonSets,
            ClusterResource.KubernetesService],
        KubernetesResource.All.Where(resource => resource.IsInEveryCluster).Select(resource => resource.Id));

    [Fact]
    public void Only_lists_that_grow_with_the_cluster_are_paged() => Assert.Equal(
        [ClusterResource.Nodes, ClusterResource.DaemonSets],
        KubernetesResource.All.Where(resource => resource.IsPaged).Select(resource => resource.Id));

    [Fact]
    public void Without_the_version_and_the_namespace_nothing_can_be_reported() => Assert.Equal(
        [ClusterResource.Version, ClusterResource.KubeSystemNamespace],
        KubernetesResource.All.Where(resource => resource.IsEssential).Select(resource => resource.Id));
}
