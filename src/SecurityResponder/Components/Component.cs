using System.Runtime.CompilerServices;

namespace SecurityResponder.Components;

/// <summary>A component of RKE2 that advisories can affect. <see cref="All"/> is the one table of components: the client, the responder
/// and the feed tool find Go modules, names and container images in it.</summary>
/// <remarks>k3s is not one of them, although RKE2 uses its code: k3s has its own versions and fixes.</remarks>
public sealed record Component
{
    private Component(string name, ComponentScope scope)
    {
        Name = name;
        Scope = scope;
    }

    /// <summary>RKE2 itself.</summary>
    public static Component Rke2 { get; } = new("rke2", ComponentScope.ControlPlane) { Modules = ["github.com/rancher/rke2"] };

    /// <summary>Kubernetes: the control plane, and kubelet and kube-proxy on each node.</summary>
    public static Component Kubernetes { get; } = new("kubernetes", ComponentScope.ControlPlane | ComponentScope.Node)
    {
        Modules = ["k8s.io/kubernetes", "github.com/kubernetes/kubernetes"],
        StagingModules =
        [
            "k8s.io/apiserver", "k8s.io/apiextensions-apiserver", "k8s.io/controller-manager", "k8s.io/kube-aggregator",
            "k8s.io/kube-apiserver", "k8s.io/kube-controller-manager", "k8s.io/kube-proxy", "k8s.io/kube-scheduler", "k8s.io/kubectl",
            "k8s.io/kubelet", "k8s.io/pod-security-admission",
        ],
        OtherNames = ["kubelet", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubectl"],
    };

    /// <summary>etcd: the server and every module of it.</summary>
    public static Component Etcd { get; } = new("etcd", ComponentScope.ControlPlane)
    {
        Modules = ["go.etcd.io/etcd", "github.com/etcd-io/etcd", "github.com/coreos/etcd"],
        IncludesSubmodules = true,
    };

    /// <summary>containerd.</summary>
    public static Component Containerd { get; } = new("containerd", ComponentScope.Node)
    {
        Modules = ["github.com/containerd/containerd"],
        HasVersionedModules = true,
    };

    /// <summary>runc.</summary>
    public static Component Runc { get; } = new("runc", ComponentScope.Node) { Modules = ["github.com/opencontainers/runc"] };

    /// <summary>CoreDNS.</summary>
    public static Component CoreDns { get; } = new("coredns", ComponentScope.Workload)
    {
        Modules = ["github.com/coredns/coredns"],
        Images = ["hardened-coredns", "mirrored-coredns-coredns", "coredns/coredns", "coredns"],
    };

    /// <summary>ingress-nginx.</summary>
    public static Component IngressNginx { get; } = new("ingress-nginx", ComponentScope.Workload)
    {
        Modules = ["k8s.io/ingress-nginx", "github.com/kubernetes/ingress-nginx"],
        Images = ["rancher/nginx-ingress-controller", "ingress-nginx/controller", "mirrored-ingress-nginx-controller"],
    };

    /// <summary>Traefik.</summary>
    public static Component Traefik { get; } = new("traefik", ComponentScope.Workload)
    {
        Modules = ["github.com/traefik/traefik", "github.com/containous/traefik"],
        HasVersionedModules = true,
        Images = ["hardened-traefik", "mirrored-library-traefik", "library/traefik", "traefik/traefik", "traefik"],
    };

    /// <summary>Calico: on its own or as part of Canal.</summary>
    public static Component Calico { get; } = new("calico", ComponentScope.Workload)
    {
        Modules = ["github.com/projectcalico/calico"],
        OtherNames = ["canal-calico"],
        Images = ["hardened-calico", "mirrored-calico-node", "calico/node", "mirrored-calico-typha", "calico/typha"],
    };

    /// <summary>Cilium.</summary>
    public static Component Cilium { get; } = new("cilium", ComponentScope.Workload)
    {
        Modules = ["github.com/cilium/cilium"],
        Images = ["mirrored-cilium-cilium", "cilium/cilium"],
    };

    /// <summary>Flannel: on its own or as part of Canal.</summary>
    public static Component Flannel { get; } = new("flannel", ComponentScope.Workload)
    {
        Modules = ["github.com/flannel-io/flannel", "github.com/coreos/flannel"],
        OtherNames = ["canal-flannel"],
        Images =
        [
            "hardened-flannel", "mirrored-flannel-io-flannel", "mirrored-flannelcni-flannel", "flannel/flannel", "flannel-io/flannel",
        ],
    };

    /// <summary>metrics-server.</summary>
    public static Component MetricsServer { get; } = new("metrics-server", ComponentScope.Workload)
    {
        Modules =
        [
            "sigs.k8s.io/metrics-server", "github.com/kubernetes-sigs/metrics-server", "github.com/kubernetes-incubator/metrics-server",
        ],
        Images = ["hardened-k8s-metrics-server", "mirrored-metrics-server", "metrics-server/metrics-server"],
    };

    /// <summary>helm-controller.</summary>
    public static Component HelmController { get; } = new("helm-controller", ComponentScope.ControlPlane)
    {
        Modules = ["github.com/k3s-io/helm-controller", "github.com/rancher/helm-controller"],
    };

    /// <summary>Multus.</summary>
    public static Component Multus { get; } = new("multus", ComponentScope.Workload)
    {
        Modules =
        [
            "gopkg.in/k8snetworkplumbingwg/multus-cni", "github.com/k8snetworkplumbingwg/multus-cni", "github.com/intel/multus-cni",
        ],
        OtherNames = ["multus-cni"],
        Images = ["hardened-multus-cni", "hardened-multus-thick", "multus-cni"],
    };

    /// <summary>Go's standard library and tools, which every component contains. Its advisories are counted apart from the
    /// others.</summary>
    public static Component Go { get; } = new("go", ComponentScope.ControlPlane) { Modules = ["stdlib", "toolchain"] };

    /// <summary>All components, without Go.</summary>
    public static IReadOnlyList<Component> All { get; } =
    [
        Rke2, Kubernetes, Etcd, Containerd, Runc, CoreDns, IngressNginx, Traefik, Calico, Cilium, Flannel,
        MetricsServer, HelmController, Multus,
    ];

    private static readonly Dictionary<string, Component> ByModule = ComponentsByModule();

    /// <summary>The name that feeds use, e.g. <c>ingress-nginx</c>.</summary>
    public string Name { get; }

    /// <summary>Where it runs.</summary>
    public ComponentScope Scope { get; }

    /// <summary>Paths of Go modules, without a major version suffix, whose versions are this component's versions.</summary>
    public IReadOnlyList<string> Modules { get; private init; } = [];

    /// <summary>Modules of programs that Kubernetes publishes from its own repository: their 0.N.P is the component's 1.N.P. Its
    /// libraries (<c>k8s.io/apimachinery</c>) are not among them.</summary>
    public IReadOnlyList<string> StagingModules { get; private init; } = [];

    /// <summary>Other names of it, e.g. <c>canal-calico</c>.</summary>
    public IReadOnlyList<string> OtherNames { get; private init; } = [];

    /// <summary>Last parts of the names of its container images, e.g. <c>hardened-coredns</c> or <c>calico/node</c>. The registry does
    /// not matter.</summary>
    public IReadOnlyList<string> Images { get; private init; } = [];

    /// <summary>Whether modules below one of <see cref="Modules"/> belong to it, e.g. <c>go.etcd.io/etcd/client/pkg/v3</c>.</summary>
    public bool IncludesSubmodules { get; private init; }

    /// <summary>Whether its major versions are modules with paths of their own (<c>…/v2</c>): then the path without a suffix does not
    /// mean them.</summary>
    public bool HasVersionedModules { get; private init; }

    /// <summary>The component with a name in any case; null for other names. Not Go.</summary>
    /// <param name="name">E.g. <c>CoreDNS</c> or <c>canal-flannel</c>.</param>
    public static Component? TryParse(string? name) => All.FirstOrDefault(component => component.IsNamed(name));

    /// <summary>The component that is built from a Go module, in any case; null for other modules.</summary>
    /// <param name="module">A path without a major version suffix.</param>
    public static Component? OfModule(string module) =>
        ByModule.TryGetValue(module, out var component) ? component : OfSubmodule(module);

    private static Component? OfSubmodule(string module) => All.FirstOrDefault(one => one.IncludesSubmodule(module));

    /// <summary>The component that runs from a container image; null for other images.</summary>
    /// <param name="repository">The image's name without tag and digest, e.g. <c>registry.example/rancher/hardened-coredns</c>.</param>
    public static Component? OfImage(ReadOnlySpan<char> repository)
    {
        foreach (var component in All)
        {
            foreach (var image in component.Images)
            {
                if (ImageReference.EndsWithPath(repository, image))
                {
                    return component;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a module's 0.N.P is this component's 1.N.P.</summary>
    public bool IsStaging(string module) => Contains(StagingModules, module);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    // Each component exists once. Thousands of advisories are compared with dozens of releases by it.
    /// <inheritdoc/>
    public bool Equals(Component? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private static bool Contains(IReadOnlyList<string> list, string? name) => list.Contains(name, StringComparer.OrdinalIgnoreCase);

    private bool IsNamed(string? name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase) || Contains(OtherNames, name);

    private static Dictionary<string, Component> ComponentsByModule()
    {
        var components = new Dictionary<string, Component>(StringComparer.OrdinalIgnoreCase);
        foreach (var component in All.Append(Go))
        {
            foreach (var module in component.Modules.Concat(component.StagingModules))
            {
                components.Add(module, component);
            }
        }

        return components;
    }

    private bool IncludesSubmodule(string module) =>
        IncludesSubmodules && Modules.Any(path => module.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase));
}
