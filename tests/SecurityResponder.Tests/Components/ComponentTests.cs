using SecurityResponder.Components;

namespace SecurityResponder.Tests.Components;

public sealed class ComponentTests
{
    [Theory]
    [InlineData("CoreDNS", "coredns")]
    [InlineData("Ingress-Nginx", "ingress-nginx")]
    [InlineData("canal-calico", "calico")]
    [InlineData("Canal-Flannel", "flannel")]
    [InlineData("kubelet", "kubernetes")]
    [InlineData("Multus", "multus")]
    [InlineData("go", null)]
    [InlineData("k3s", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_name_in_any_case_is_a_component(string? name, string? component) =>
        Assert.Equal(component, Component.TryParse(name)?.Name);

    [Theory]
    [InlineData("go.etcd.io/etcd/client/pkg", "etcd")]
    [InlineData("go.etcd.io/etcd/raft", "etcd")]
    [InlineData("go.etcd.io/etcdctl", null)]
    [InlineData("go.etcd.io/bbolt", null)]
    [InlineData("k8s.io/kubelet", "kubernetes")]
    [InlineData("k8s.io/apimachinery", null)]
    [InlineData("github.com/ProjectCalico/calico", "calico")]
    [InlineData("github.com/projectcalico/calico/felix", null)]
    [InlineData("stdlib", "go")]
    [InlineData("toolchain", "go")]
    public void A_module_path_in_any_case_is_a_component(string module, string? component) =>
        Assert.Equal(component, Component.OfModule(module)?.Name);

    [Theory]
    [InlineData("rancher/hardened-coredns", "coredns")]
    [InlineData("registry.example:5000/mirror/rancher/hardened-coredns", "coredns")]
    [InlineData("rancher/nginx-ingress-controller", "ingress-nginx")]
    [InlineData("registry.k8s.io/ingress-nginx/controller", "ingress-nginx")]
    [InlineData("nginx/nginx-ingress", null)]
    [InlineData("rancher/mirrored-calico-node", "calico")]
    [InlineData("rancher/mirrored-calico-operator", null)]
    [InlineData("rancher/mirrored-cilium-cilium", "cilium")]
    [InlineData("rancher/mirrored-cilium-operator-generic", null)]
    [InlineData("rancher/klipper-lb", null)]
    [InlineData("example.com/not-hardened-coredns", null)]
    public void An_image_is_a_component_by_the_last_parts_of_its_name(string repository, string? component) =>
        Assert.Equal(component, Component.OfImage(repository)?.Name);

    [Theory]
    [InlineData("0.35.7", "k8s.io/kubelet", "1.35.6", true)]
    [InlineData("0.35.7", "k8s.io/kubelet", "1.35.7", false)]
    [InlineData("1.35.7", "k8s.io/kubelet", "1.35.7", false)]
    [InlineData("1.35.7", "k8s.io/kubelet", "1.35.6", true)]
    public void A_staging_modules_version_is_one_of_Kubernetes(string fix, string module, string version, bool isAffected)
    {
        var affected = Assert.Single(Assert.Single(Given.Feed([], [
            $$"""
            { "id": "CVE-1", "affected": [ { "package": { "ecosystem": "kubernetes", "name": "{{module}}" },
              "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "{{fix}}" } ] } ] } ] }
            """]).Advisories).Affected);
        Assert.Equal(isAffected, affected.Affects(ComponentVersion.TryParse(version)!));
    }

    [Theory]
    [InlineData("0.0.0-20260319175635-5183b7d86137", true)]
    [InlineData("v0.5.0-alpha.5.0.20221102000833-1f054980bc27", true)]
    [InlineData("v2.0.0-20260319175635-5183b7d86137+incompatible", true)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3-rc.1", false)]
    [InlineData("v3.32.1-build20260722", false)]
    [InlineData("v1.2.3-20260319175635-5183B7D86137", false)]
    public void A_pseudo_version_stands_for_a_commit(string text, bool isCommit) =>
        Assert.Equal(isCommit, ComponentVersion.TryParse(text)!.IsCommit);

    [Fact]
    public void The_later_versions_of_containerd_and_Traefik_are_modules_of_their_own() =>
        Assert.Equal(["containerd", "traefik"], Component.All.Where(component => component.HasVersionedModules)
            .Select(component => component.Name).Order(StringComparer.Ordinal));
}
