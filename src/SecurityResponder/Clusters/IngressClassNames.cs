namespace SecurityResponder.Clusters;

/// <summary>The public short names of well-known ingress controllers. A controller without one is reported as <c>other</c>: a company's own
/// name never leaves the cluster.</summary>
internal static class IngressClassNames
{
    // Operators append their own words to the documented values of spec.controller, e.g. `k8s.io/ingress-nginx-internal`.
    private static readonly (string Prefix, string Name)[] WellKnown =
    [
        ("k8s.io/ingress-nginx", "ingress-nginx"),
        ("nginx.org/ingress-controller", "f5-nginx"),
        ("nginx.com/nginx-ingress-controller", "f5-nginx"),
        ("traefik.io/ingress-controller", "traefik"),
        ("haproxy.org/ingress-controller", "haproxy"),
        ("haproxy-ingress.github.io/controller", "haproxy-ingress"),
        ("ingress-controllers.konghq.com/kong", "kong"),
        ("projectcontour.io/", "contour"),
        ("istio.io/ingress-controller", "istio"),
        ("cilium.io/ingress-controller", "cilium"),
        ("k8s.io/ingress-gce", "gce"),
        ("networking.gke.io/", "gce"),
        ("azure/application-gateway", "azure-application-gateway"),
        ("pomerium.io/ingress-controller", "pomerium"),
        ("apisix.apache.org/apisix-ingress", "apisix"),
        ("citrix.com/ingress-controller", "citrix"),
        ("getambassador.io/ingress-controller", "ambassador"),
        ("ako.vmware.com/avi-lb", "avi"),
        ("ingress.k8s.aws/alb", "aws-alb"),
        ("voyagermesh.com/ingress", "voyager"),
        ("caddyserver.com/ingress", "caddy"),
        ("tyk.io/tyk-operator", "tyk"),
    ];

    /// <summary>The short name of a controller; null when it is not well known.</summary>
    /// <param name="controller"><c>spec.controller</c>, e.g. <c>haproxy.org/ingress-controller/haproxy</c>.</param>
    public static string? Of(string controller)
    {
        foreach (var (prefix, name) in WellKnown)
        {
            if (controller.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }
}
