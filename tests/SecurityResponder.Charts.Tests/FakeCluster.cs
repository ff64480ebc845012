using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityResponder.Charts.Tests;

/// <summary>As much of a Kubernetes API on loopback as Helm asks for to look up the namespace <c>kube-system</c>.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Dictionary<string, string> _answers;
    private readonly WebApplication _server;
    private readonly string _kubeconfig = Path.GetTempFileName();

    private FakeCluster(string uid)
    {
        _answers = AnswersOf(uid);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Kubeconfig => _kubeconfig;

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<FakeCluster> StartAsync(string uid)
    {
        var cluster = new FakeCluster(uid);
        await cluster._server.StartAsync();
        await File.WriteAllTextAsync(cluster._kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            contexts: [{ name: fake, context: { cluster: fake, user: fake } }]
            clusters:
              - name: fake
                cluster: { server: "{{cluster._server.Urls.Single()}}" }
            users: [{ name: fake }]
            """);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _asked.Enqueue(path);
        context.Response.ContentType = "application/json";
        if (_answers.TryGetValue(path, out var answer))
        {
            return context.Response.WriteAsync(answer);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}""");
    }

    private static Dictionary<string, string> AnswersOf(string uid) => new()
    {
        ["/version"] = """{"major":"1","minor":"35","gitVersion":"v1.35.0+rke2r1"}""",
        ["/api"] = """{"kind":"APIVersions","versions":["v1"]}""",
        ["/apis"] = """{"kind":"APIGroupList","apiVersion":"v1","groups":["""
            + $"{Group("batch")},{Group("rbac.authorization.k8s.io")},{Group("apiextensions.k8s.io")}]}}",
        ["/api/v1"] = Resources("v1", ("namespaces", "Namespace"), ("serviceaccounts", "ServiceAccount")),
        ["/apis/batch/v1"] = Resources("batch/v1", ("cronjobs", "CronJob")),
        ["/apis/rbac.authorization.k8s.io/v1"] = Resources(
            "rbac.authorization.k8s.io/v1",
            ("clusterroles", "ClusterRole"), ("clusterrolebindings", "ClusterRoleBinding"), ("roles", "Role"),
            ("rolebindings", "RoleBinding")),
        ["/apis/apiextensions.k8s.io/v1"] = Resources("apiextensions.k8s.io/v1", ("customresourcedefinitions", "CustomResourceDefinition")),
        ["/api/v1/namespaces/kube-system"] =
            $$$"""{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"{{{uid}}}"} }""",
    };

    private static string Group(string name) =>
        $$"""{"name":"{{name}}","versions":[{"groupVersion":"{{name}}/v1","version":"v1"}]}""";

    private static string Resources(string groupVersion, params (string Name, string Kind)[] resources)
    {
        var entries = string.Join(',', resources.Select(resource =>
            $$"""{"name":"{{resource.Name}}","kind":"{{resource.Kind}}","namespaced":{{IsNamespaced(resource.Kind)}},"verbs":["get"]}"""));
        return $$"""{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"{{groupVersion}}","resources":[{{entries}}]}""";
    }

    private static string IsNamespaced(string kind) => kind is "CronJob" or "ServiceAccount" or "Role" or "RoleBinding" ? "true" : "false";
}
