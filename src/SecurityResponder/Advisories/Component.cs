namespace SecurityResponder.Advisories;

/// <summary>A component of RKE2 that advisories can affect.</summary>
/// <remarks>
/// k3s is not one of them, although RKE2 uses its code: k3s has its own versions and fixes. Nor are Kubernetes' staging modules
/// (<c>k8s.io/apimachinery</c>), whose 0.N versions are not Kubernetes versions.
/// </remarks>
public sealed record Component
{
    private Component(string name, params string[] modules)
    {
        Name = name;
        Modules = modules;
    }

    /// <summary>RKE2 itself.</summary>
    public static Component Rke2 { get; } = new("rke2", "github.com/rancher/rke2");

    /// <summary>Kubernetes.</summary>
    public static Component Kubernetes { get; } = new("kubernetes", "k8s.io/kubernetes", "github.com/kubernetes/kubernetes");

    /// <summary>etcd, the server.</summary>
    public static Component Etcd { get; } =
        new("etcd", "go.etcd.io/etcd", "go.etcd.io/etcd/server", "github.com/etcd-io/etcd", "github.com/coreos/etcd");

    /// <summary>containerd.</summary>
    public static Component Containerd { get; } = new("containerd", "github.com/containerd/containerd");

    /// <summary>runc.</summary>
    public static Component Runc { get; } = new("runc", "github.com/opencontainers/runc");

    /// <summary>CoreDNS.</summary>
    public static Component CoreDns { get; } = new("coredns", "github.com/coredns/coredns");

    /// <summary>ingress-nginx.</summary>
    public static Component IngressNginx { get; } = new("ingress-nginx", "k8s.io/ingress-nginx", "github.com/kubernetes/ingress-nginx");

    /// <summary>Traefik.</summary>
    public static Component Traefik { get; } = new("traefik", "github.com/traefik/traefik", "github.com/containous/traefik");

    /// <summary>Calico: on its own or as part of Canal.</summary>
    public static Component Calico { get; } = new("calico", "github.com/projectcalico/calico");

    /// <summary>Cilium.</summary>
    public static Component Cilium { get; } = new("cilium", "github.com/cilium/cilium");

    /// <summary>Flannel: on its own or as part of Canal.</summary>
    public static Component Flannel { get; } = new("flannel", "github.com/flannel-io/flannel", "github.com/coreos/flannel");

    /// <summary>metrics-server.</summary>
    public static Component MetricsServer { get; } =
        new("metrics-server", "sigs.k8s.io/metrics-server", "github.com/kubernetes-sigs/metrics-server");

    /// <summary>helm-controller.</summary>
    public static Component HelmController { get; } = new("helm-controller", "github.com/k3s-io/helm-controller");

    /// <summary>Multus.</summary>
    public static Component Multus { get; } =
        new("multus", "gopkg.in/k8snetworkplumbingwg/multus-cni", "github.com/k8snetworkplumbingwg/multus-cni");

    /// <summary>All components.</summary>
    public static IReadOnlyList<Component> All { get; } =
    [
        Rke2, Kubernetes, Etcd, Containerd, Runc, CoreDns, IngressNginx, Traefik, Calico, Cilium, Flannel,
        MetricsServer, HelmController, Multus,
    ];

    /// <summary>The name that feeds use, e.g. <c>ingress-nginx</c>.</summary>
    public string Name { get; }

    /// <summary>Go modules, without a major version suffix, whose versions are this component's versions.</summary>
    internal IReadOnlyList<string> Modules { get; }

    /// <summary>The component with a name, or with the name of its part in Canal (<c>canal-calico</c>, <c>canal-flannel</c>); null for
    /// other names.</summary>
    public static Component? TryParse(string? name) => name switch
    {
        "canal-calico" => Calico,
        "canal-flannel" => Flannel,
        _ => All.FirstOrDefault(component => component.Name == name),
    };

    /// <summary>The component that is built from a Go module; null for other modules.</summary>
    internal static Component? OfModule(string module) => All.FirstOrDefault(component => component.Modules.Contains(module));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
