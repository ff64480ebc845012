using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds the ingress controller: Deployments and DaemonSets of <c>kube-system</c>, else IngressClasses.</summary>
public sealed class IngressFinder
{
    // spec.controller → public short name. Others are reported as "other": a company's own name never leaves the cluster.
    private static readonly Dictionary<string, string> WellKnown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k8s.io/ingress-nginx"] = "nginx",
        ["nginx.org/ingress-controller"] = "f5-nginx",
        ["traefik.io/ingress-controller"] = "traefik",
        ["haproxy.org/ingress-controller/haproxy"] = "haproxy",
        ["haproxy.org/ingress-controller"] = "haproxy",
        ["haproxy-ingress.github.io/controller"] = "haproxy",
        ["ingress-controllers.konghq.com/kong"] = "kong",
        ["projectcontour.io/ingress-controller"] = "contour",
        ["projectcontour.io/projectcontour/contour"] = "contour",
        ["istio.io/ingress-controller"] = "istio",
        ["cilium.io/ingress-controller"] = "cilium",
        ["apisix.apache.org/apisix-ingress"] = "apisix",
        ["citrix.com/ingress-controller"] = "citrix",
        ["getambassador.io/ingress-controller"] = "ambassador",
        ["ako.vmware.com/avi-lb"] = "avi",
        ["ingress.k8s.aws/alb"] = "aws-alb",
        ["voyagermesh.com/ingress"] = "voyager",
        ["caddyserver.com/ingress"] = "caddy",
        ["tyk.io/tyk-operator"] = "tyk",
        ["nginx.com/nginx-ingress-controller"] = "f5-nginx",
    };

    private readonly Dictionary<(string Name, ClusterResource List), Workload> _workloads = [];
    private IngressClass? _class;

    /// <summary>RKE2's ingress-nginx, which is reported when both run; null when none was found.</summary>
    public Software? Nginx => Controller("rke2-ingress-nginx");

    /// <summary>Traefik; null when none was found.</summary>
    public Software? Traefik => Controller("traefik");

    /// <summary>The second one, when both run during RKE2's migration from ingress-nginx to Traefik.</summary>
    public Software? Second => Nginx is null ? null : Traefik;

    /// <summary>The controller named by the IngressClasses: <c>other</c> when it is not well known, <see cref="Software.None"/> without
    /// any.</summary>
    public Software ByClass => _class is null ? Software.None : new(ShortName(_class) ?? "other", null);

    /// <summary>Adds a Deployment or DaemonSet of <c>kube-system</c>.</summary>
    public void Add(Workload workload)
    {
        var name = ControllerName(workload.Name);
        var key = (name ?? "", workload.Resource);
        if (name is not null && (!_workloads.TryGetValue(key, out var first) || string.CompareOrdinal(workload.Name, first.Name) < 0))
        {
            _workloads[key] = workload;
        }
    }

    /// <summary>Adds an IngressClass. The default class takes precedence, then a well-known controller, then the order of names.</summary>
    public void Add(IngressClass ingressClass) =>
        _class = _class is null || Rank(ingressClass).CompareTo(Rank(_class)) < 0 ? ingressClass : _class;

    /// <summary>Discards the facts of a list that starts again or could not be read completely.</summary>
    public void Discard(ClusterResource list)
    {
        _workloads.Remove(("rke2-ingress-nginx", list));
        _workloads.Remove(("traefik", list));
        _class = list == ClusterResource.IngressClasses ? null : _class;
    }

    private static (bool, bool, string) Rank(IngressClass candidate) =>
        (!candidate.IsDefault, ShortName(candidate) is null, candidate.Name);

    private static string? ShortName(IngressClass ingressClass) => WellKnown.GetValueOrDefault(ingressClass.Controller);

    private static string? ControllerName(string workload)
    {
        bool Has(string word) => workload.Contains(word, StringComparison.OrdinalIgnoreCase);

        // ingress-nginx's default backend is a separate Deployment with its own version.
        return Has("defaultbackend") ? null
            : Has("rke2-ingress-nginx") || Has("nginx-ingress") ? "rke2-ingress-nginx"
            : Has("traefik") ? "traefik"
            : null;
    }

    private Software? Controller(string name)
    {
        var workload = _workloads.GetValueOrDefault((name, ClusterResource.KubeSystemDeployments))
            ?? _workloads.GetValueOrDefault((name, ClusterResource.KubeSystemDaemonSets));
        var word = name == "traefik" ? name : "nginx";
        var main = workload?.Containers.FirstOrDefault(container => ImageReference.NameContains(container.Image, word))
            ?? workload?.Containers.FirstOrDefault();
        return workload is null ? null : new(name, ImageReference.Tag(main?.Image));
    }
}
