using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>The output of kubectl for a cluster.</summary>
internal static class Kubectl
{
    private static readonly (string Path, string Kind)[] Lists =
    [
        ("/api/v1/nodes", "Node"),
        ("/api/v1/namespaces", "Namespace"),
        ("/api/v1/services", "Service"),
        ("/apis/apps/v1/daemonsets", "DaemonSet"),
        ("/apis/apps/v1/deployments", "Deployment"),
        ("/apis/networking.k8s.io/v1/ingressclasses", "IngressClass"),
        ("/apis/helm.cattle.io/v1/helmcharts", "HelmChart"),
    ];

    /// <summary><c>kubectl get … -A -o json</c> and <c>kubectl version</c>.</summary>
    public static async Task<string> DumpAsync(FakeApiServer server)
    {
        var items = new JsonArray();
        foreach (var (path, kind) in Lists)
        {
            foreach (var item in JsonNode.Parse(await GetAsync(server, path))!["items"]!.AsArray())
            {
                // Items of a list have no kind; kubectl adds it.
                var named = item!.DeepClone().AsObject();
                named.Insert(0, "kind", kind);
                items.Add(named);
            }
        }

        var version = JsonNode.Parse(await GetAsync(server, "/version"))!["gitVersion"];
        return $"{new JsonObject { ["apiVersion"] = "v1", ["items"] = items, ["kind"] = "List" }}\nServer Version: {version}\n";
    }

    /// <summary>The body that a server answers a path with.</summary>
    public static async Task<string> GetAsync(FakeApiServer server, string path)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                certificate is not null && server.Authority.Issued(certificate),
        };
        using var http = new HttpClient(handler) { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ServerToken);
        return await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
