using System.Text;
using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes;

/// <summary>Answers for a <see cref="TestCluster"/>. Objects are serialised once: answering costs no CPU but TLS's.</summary>
internal sealed class BuiltCluster(TestCluster cluster) : IClusterAnswers
{
    private const string Chart = "rke2-security-responder";

    private readonly ObjectStore _store = new(Objects(cluster));

    public Answer AnswerTo(ReceivedRequest request) => request.Path == "/version" ? Version() : _store.AnswerTo(request);

    private Answer Version() => Answer.Json(200, WireJson.Text(new JsonObject
    {
        ["major"] = "1",
        ["minor"] = cluster.GitVersion.Split('.').ElementAtOrDefault(1) ?? "",
        ["gitVersion"] = cluster.GitVersion,
        ["gitTreeState"] = "clean",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    }));

    private static IEnumerable<ClusterObject> Objects(TestCluster cluster) =>
    [
        Object("namespaces", null, "kube-system", Named("kube-system", uid: cluster.KubeSystemUid)),
        .. cluster.Namespaces.Append("default").Select(name => Object("namespaces", null, name, Named(name))),
        Object("services", "default", "kubernetes", Service(cluster.IpFamilies)),
        .. cluster.Nodes.Select(node => Object("nodes", null, node.Name, node.ToJson(cluster.GitVersion))),
        .. cluster.RawNodes.Select(node => new ClusterObject("nodes", null, node.Key, node.Value)),
        .. cluster.DaemonSets.Select(workload => Object("daemonsets", workload.Namespace, workload.Name, Workload(workload))),
        .. cluster.Deployments.Select(workload => Object("deployments", workload.Namespace, workload.Name, Workload(workload))),
        .. cluster.IngressClasses.Select(item => Object("ingressclasses", null, item.Name, IngressClass(item))),
        .. cluster.PrimeValue is { } value ? [Object("helmcharts", "kube-system", Chart, HelmChart(value))] : Array.Empty<ClusterObject>(),
    ];

    private static ClusterObject Object(string resource, string? space, string name, JsonObject json) =>
        new(resource, space, name, Encoding.UTF8.GetBytes(WireJson.Text(json)));

    private static JsonObject Named(string name, string? space = null, string? uid = null)
    {
        var metadata = new JsonObject { ["name"] = name, ["uid"] = uid ?? "00000000-0000-4000-8000-000000000000" };
        if (space is not null)
        {
            metadata["namespace"] = space;
        }

        return new() { ["metadata"] = metadata };
    }

    private static JsonObject Service(IReadOnlyList<string> families)
    {
        var service = Named("kubernetes", "default");
        service["spec"] = new JsonObject { ["ipFamilies"] = new JsonArray([.. families.Select(family => (JsonNode)family)]) };
        return service;
    }

    private static JsonObject Workload(TestWorkload workload)
    {
        var json = Named(workload.Name, workload.Namespace);
        var containers = new JsonArray([.. workload.Containers.Select(Container)]);
        json["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = containers } } };
        return json;
    }

    private static JsonObject Container(TestContainer container) => new()
    {
        ["name"] = container.Name,
        ["image"] = container.Image,
        ["env"] = new JsonArray([.. container.Env.Select(pair => new JsonObject { ["name"] = pair.Key, ["value"] = pair.Value })]),
    };

    private static JsonObject HelmChart(string primeValue)
    {
        var json = Named(Chart, "kube-system");
        json["spec"] = new JsonObject
        {
            ["set"] = new JsonObject { ["global.clusterDNS"] = "10.43.0.10", ["global.prime.enabled"] = primeValue },
        };
        return json;
    }

    private static JsonObject IngressClass(TestIngressClass item)
    {
        var json = Named(item.Name);
        if (item.IsDefault)
        {
            json["metadata"]!["annotations"] = new JsonObject { ["ingressclass.kubernetes.io/is-default-class"] = "true" };
        }

        json["spec"] = new JsonObject { ["controller"] = item.Controller };
        return json;
    }
}
