using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityResponder.Charts.Tests;

/// <summary>As much of a Kubernetes API on loopback as Helm needs to look up, install, upgrade and uninstall: it stores objects by path,
/// and reports a conflict when a field that was edited by hand is applied without force.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonObject> _objects = new();
    private readonly ConcurrentDictionary<string, string> _edited = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly FakeReleases _releases = new();
    private readonly WebApplication _server;
    private readonly bool _allowsNamespaces;
    private readonly string _kubeconfig = Path.GetTempFileName();

    private FakeCluster(string uid, bool allowsNamespaces)
    {
        _allowsNamespaces = allowsNamespaces;
        _objects["/api/v1/namespaces/kube-system"] = (JsonObject)JsonNode.Parse(
            $$"""{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"{{uid}}"} }""")!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Kubeconfig => _kubeconfig;

    /// <summary>Method and path of every request.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The paths of the stored objects, without Helm's own records.</summary>
    public IEnumerable<string> Objects => _objects.Keys.Order(StringComparer.Ordinal);

    /// <summary>Starts a cluster.</summary>
    /// <param name="uid">UID of the namespace kube-system.</param>
    /// <param name="allowsNamespaces">Whether Helm may read namespaces.</param>
    public static async Task<FakeCluster> StartAsync(string uid, bool allowsNamespaces = true)
    {
        var cluster = new FakeCluster(uid, allowsNamespaces);
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

    /// <summary>The object at a path.</summary>
    public JsonObject this[string path] => _objects[path];

    /// <summary>Notes that a person edited a field of an object, which belongs to <c>kubectl-edit</c> from then on.</summary>
    public void Edit(string path, string field) => _edited[path] = field;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.Enqueue($"{context.Request.Method} {path}");
        if (FakeReleases.Owns(path))
        {
            await _releases.AnswerAsync(context);
            return;
        }

        var (status, answer) = context.Request.Method switch
        {
            "GET" => Get(path),
            "POST" => Create(path, await ReadAsync(context.Request)),
            "PATCH" => Apply(path, await ReadAsync(context.Request), context.Request.Query["force"] == "true"),
            "PUT" => (200, _objects[path] = await ReadAsync(context.Request)),
            "DELETE" => _objects.TryRemove(path, out var removed) ? (200, removed) : NotFound,
            _ => Failure(405, "MethodNotAllowed", "method not allowed"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int Status, JsonNode Answer) Get(string path) =>
        !_allowsNamespaces && path == "/api/v1/namespaces/kube-system"
            ? Failure(403, "Forbidden", "namespaces \"kube-system\" is forbidden: User \"installer\" cannot get resource \"namespaces\"")
        : FakeDiscovery.Answers.TryGetValue(path, out var known) ? (200, JsonNode.Parse(known)!)
        : _objects.TryGetValue(path, out var stored) ? (200, stored)
        : NotFound;

    private (int Status, JsonNode Answer) Create(string path, JsonObject body) =>
        _objects.TryAdd($"{path}/{body["metadata"]!["name"]!.GetValue<string>()}", body)
            ? (201, body)
            : Failure(409, "AlreadyExists", "it already exists");

    private (int Status, JsonNode Answer) Apply(string path, JsonObject body, bool isForced)
    {
        if (!isForced && _edited.TryGetValue(path, out var field))
        {
            return Failure(409, "Conflict", $"Apply failed with 1 conflict: conflict with \"kubectl-edit\" using batch/v1: {field}");
        }

        _objects[path] = body;
        return (200, body);
    }

    private static (int Status, JsonNode Answer) NotFound => Failure(404, "NotFound", "not found");

    private static (int Status, JsonNode Answer) Failure(int code, string reason, string message) => (code, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = code,
    });

    private static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return (JsonObject)JsonNode.Parse(await reader.ReadToEndAsync())!;
    }
}
