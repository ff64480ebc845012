using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes;

/// <summary>One object of the API.</summary>
/// <param name="Resource">Plural name in paths, e.g. <c>daemonsets</c>.</param>
/// <param name="Namespace">Null for a cluster-scoped object.</param>
/// <param name="Name">Unique in its namespace.</param>
/// <param name="Json">The object itself.</param>
internal sealed record ClusterObject(string Resource, string? Namespace, string Name, ReadOnlyMemory<byte> Json)
{
    /// <summary>What lists are sorted by, e.g. <c>kube-system/rke2-canal</c>.</summary>
    public string Key => Namespace is null ? Name : $"{Namespace}/{Name}";
}

/// <summary>Answers get and list requests like a real API server: sorted by key, in pages on request.</summary>
internal sealed class ObjectStore(IEnumerable<ClusterObject> objects)
{
    private const int ResourceVersion = 4711;

    private static readonly Dictionary<string, (string GroupVersion, string Kind)> Kinds = new()
    {
        ["nodes"] = ("v1", "Node"),
        ["namespaces"] = ("v1", "Namespace"),
        ["services"] = ("v1", "Service"),
        ["daemonsets"] = ("apps/v1", "DaemonSet"),
        ["deployments"] = ("apps/v1", "Deployment"),
        ["ingressclasses"] = ("networking.k8s.io/v1", "IngressClass"),
        ["helmcharts"] = ("helm.cattle.io/v1", "HelmChart"),
    };

    private readonly ILookup<string, ClusterObject> _byResource =
        objects.OrderBy(item => item.Key, StringComparer.Ordinal).ToLookup(item => item.Resource);

    public Answer AnswerTo(ReceivedRequest request) => ResourcePath.Parse(request.Path) switch
    {
        { } path when Kinds.TryGetValue(path.Resource, out var kind) && kind.GroupVersion == path.GroupVersion =>
            path.Name is null ? List(path, kind.Kind, request) : Get(path),
        _ => Answer.Status(404, "NotFound", "the server could not find the requested resource"),
    };

    private IEnumerable<ClusterObject> In(ResourcePath path) =>
        _byResource[path.Resource].Where(item => path.Namespace is null || item.Namespace == path.Namespace);

    private Answer Get(ResourcePath path) => In(path).FirstOrDefault(item => item.Name == path.Name) is { } found
        ? Answer.Json(200, [found.Json])
        : Answer.Status(404, "NotFound", $"{path.Resource} \"{path.Name}\" not found");

    private Answer List(ResourcePath path, string kind, ReceivedRequest request)
    {
        var rest = In(path).ToList();
        if (request.Parameters.TryGetValue("continue", out var token))
        {
            if (StartOf(token) is not { } start)
            {
                return Answer.Status(400, "BadRequest", "invalid continue token");
            }

            rest = rest.FindAll(item => string.CompareOrdinal(item.Key, start) >= 0);
        }

        var limit = int.Parse(request.Parameters.GetValueOrDefault("limit", "0"), CultureInfo.InvariantCulture);
        var page = limit > 0 ? rest.Take(limit).ToList() : rest;
        return Answer.Json(200, [Head(kind, path.GroupVersion, page, rest.Count - page.Count), .. Joined(page), "]}\n"u8.ToArray()]);
    }

    private static byte[] Head(string kind, string groupVersion, List<ClusterObject> page, int remaining)
    {
        var metadata = new JsonObject { ["resourceVersion"] = $"{ResourceVersion}" };
        if (remaining > 0)
        {
            metadata["continue"] = TokenAfter(page[^1].Key);
            metadata["remainingItemCount"] = remaining;
        }

        var list = new JsonObject { ["kind"] = $"{kind}List", ["apiVersion"] = groupVersion, ["metadata"] = metadata };
        return Encoding.UTF8.GetBytes($"{WireJson.Text(list)[..^1]},\"items\":[");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Joined(List<ClusterObject> page) =>
        page.SelectMany((item, index) => index == 0 ? (ReadOnlyMemory<byte>[])[item.Json] : [","u8.ToArray(), item.Json]);

    // A real token names the key after which to go on; \0 makes the smallest key behind it.
    private static string TokenAfter(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = ResourceVersion, ["start"] = $"{key}\0" }.ToJsonString())).TrimEnd('=');

    private static string? StartOf(string token)
    {
        try
        {
            var padded = token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
            return JsonNode.Parse(Convert.FromBase64String(padded))?["start"]?.GetValue<string>().TrimStart('/');
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
