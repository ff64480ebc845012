using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds the ingress controller: Deployments and DaemonSets of <c>kube-system</c>, else IngressClasses.</summary>
public sealed class IngressFinder
{
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

    /// <summary>Adds a Deployment or DaemonSet; those outside of <c>kube-system</c> are not RKE2's.</summary>
    public void Add(Workload workload)
    {
        var name = workload.Namespace == Workload.KubeSystem ? ControllerName(workload.Name) : null;
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

    private static string? ShortName(IngressClass ingressClass) => IngressClassNames.Of(ingressClass.Controller);

    private static string? ControllerName(string workload)
    {
        bool Begins(string word) => workload.StartsWith(word, StringComparison.OrdinalIgnoreCase);

        // ingress-nginx's default backend is a separate Deployment with its own version.
        return workload.Contains("defaultbackend", StringComparison.OrdinalIgnoreCase) ? null
            : Begins("rke2-ingress-nginx") ? "rke2-ingress-nginx"
            : Begins("rke2-traefik") || workload.Equals("traefik", StringComparison.OrdinalIgnoreCase) ? "traefik"
            : null;
    }

    private Software? Controller(string name)
    {
        var workload = _workloads.GetValueOrDefault((name, ClusterResource.KubeSystemDeployments))
            ?? _workloads.GetValueOrDefault((name, ClusterResource.DaemonSets));
        var word = name == "traefik" ? name : "nginx";
        var main = workload?.Containers.FirstOrDefault(container => ImageReference.NameContains(container.Image, word))
            ?? workload?.Containers.FirstOrDefault();
        return workload is null ? null : new(name, ImageReference.Tag(main?.Image));
    }
}
