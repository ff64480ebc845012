using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes;

/// <summary>The objects that clients wrote to a fake API server: SecurityReports and events of <c>events.k8s.io/v1</c>.</summary>
public sealed class WrittenObjects
{
    private const string Reports = "/apis/security.rke2.io/v1alpha1/securityreports";
    private const string Events = "/apis/events.k8s.io/v1/namespaces/default/events";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>The schema of SecurityReports; null while their CustomResourceDefinition is not installed.</summary>
    public StructuralSchema? ReportSchema { get; set; }

    /// <summary>Denied operations, e.g. <c>patch securityreports</c>.</summary>
    public ISet<string> Denied { get; } = new HashSet<string>();

    /// <summary>The report <c>cluster</c>; null when there is none.</summary>
    public JsonObject? Report => Of(Reports + "/").FirstOrDefault();

    /// <summary>The stored events.</summary>
    public IReadOnlyList<JsonObject> EventList => Of(Events + "/");

    /// <summary>Deletes all events, as an API server does an hour after their last update.</summary>
    public void ExpireEvents()
    {
        lock (_gate)
        {
            foreach (var path in _objects.Keys.Where(path => path.StartsWith(Events, StringComparison.Ordinal)).ToList())
            {
                _objects.Remove(path);
            }
        }
    }

    /// <summary>Returns null for other requests.</summary>
    internal Answer? AnswerTo(ReceivedRequest request)
    {
        var isReport = request.Path.StartsWith(Reports, StringComparison.Ordinal);
        if (!isReport && !request.Path.StartsWith(Events, StringComparison.Ordinal))
        {
            return request.Method == "GET" ? null : Forbidden(Verb(request), request.Path);
        }

        if (isReport && ReportSchema is null)
        {
            return PageNotFound;
        }

        lock (_gate)
        {
            var resource = isReport ? "securityreports" : "events";
            return Denied.Contains($"{Verb(request)} {resource}") ? Forbidden(Verb(request), resource) : AnswerTo(request, resource);
        }
    }

    // An API server answers paths without an API group with plain text.
    private static Answer PageNotFound => Answer.Json(404, "404 page not found\n").WithHeader("Content-Type", "text/plain; charset=utf-8");

    private static string Verb(ReceivedRequest request) => request.Method == "POST" ? "create" : request.Method.ToLowerInvariant();

    private static Answer Forbidden(string verb, string resource) => Answer.Status(403, "Forbidden",
        $"{resource} is forbidden: User \"system:serviceaccount:kube-system:rke2-security-responder\" "
            + $"cannot {verb} resource \"{resource}\" at the cluster scope");

    private static Answer Invalid(string name, string fault) => Answer.Status(422, "Invalid", $"\"{name}\" is invalid: {fault}");

    private Answer AnswerTo(ReceivedRequest request, string resource)
    {
        var found = _objects.GetValueOrDefault(request.Path);
        var name = request.Path.Split('/')[^1];
        return (request.Method, request.Headers.GetValueOrDefault("Content-Type")) switch
        {
            ("GET", _) =>
                found is null ? Answer.Status(404, "NotFound", $"{resource} \"{name}\" not found") : Answer.Json(200, WireJson.Text(found)),
            ("PATCH", "application/apply-patch+yaml") when resource == "securityreports" => Apply(request, found),
            ("PATCH", "application/merge-patch+json") when found is not null => Merge(found, Parse(request)),
            ("PATCH", "application/merge-patch+json") => Answer.Status(404, "NotFound", $"{resource} \"{name}\" not found"),
            ("POST", "application/json") when resource == "events" => Create(request),
            ("PATCH" or "POST", _) => Answer.Status(415, "UnsupportedMediaType", "the body of the request was in an unknown format"),
            _ => Answer.Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
        };
    }

    private Answer Apply(ReceivedRequest request, JsonObject? found)
    {
        var applied = Parse(request);
        var name = request.Path.Split('/')[^1];
        if (!request.Parameters.ContainsKey("fieldManager"))
        {
            return Invalid("", "fieldManager: Required value: is required for apply patch");
        }

        if (applied["metadata"]?["name"]?.GetValue<string>() != name)
        {
            return Answer.Status(400, "BadRequest", "the name of the object does not match the name on the URL");
        }

        if (found is null && Denied.Contains("create securityreports"))
        {
            return Forbidden("create", "securityreports");
        }

        if (ReportSchema!.FaultOf(applied) is { } fault)
        {
            return Invalid(name, fault);
        }

        // Fields that the manager no longer applies are removed.
        Stamp(applied, found);
        _objects[request.Path] = applied;
        return Answer.Json(found is null ? 201 : 200, WireJson.Text(applied));
    }

    private Answer Create(ReceivedRequest request)
    {
        var made = Parse(request);
        var name = made["metadata"]?["name"]?.GetValue<string>() ?? "";
        var path = $"{Events}/{name}";
        if (_objects.ContainsKey(path))
        {
            return Answer.Status(409, "AlreadyExists", $"events.events.k8s.io \"{name}\" already exists");
        }

        if (EventRules.FaultOf(made) is { } fault)
        {
            return Invalid(name, fault);
        }

        Stamp(made, null);
        _objects.Add(path, made);
        return Answer.Json(201, WireJson.Text(made));
    }

    private static Answer Merge(JsonObject found, JsonObject patch)
    {
        if (EventRules.FaultOfPatch(patch) is { } fault)
        {
            return Invalid(found["metadata"]!["name"]!.GetValue<string>(), fault);
        }

        found["series"] = patch["series"]!.DeepClone();
        return Answer.Json(200, WireJson.Text(found));
    }

    private void Stamp(JsonObject item, JsonObject? found)
    {
        var metadata = item["metadata"]!.AsObject();
        metadata["uid"] = found?["metadata"]!["uid"]!.GetValue<string>() ?? $"00000000-0000-4000-8000-{_made + 1:d12}";
        metadata["resourceVersion"] = $"{4711 + ++_made}";
        metadata["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "security-responder", ["operation"] = "Apply" });
    }

    private static JsonObject Parse(ReceivedRequest request) => JsonSerializer.Deserialize<JsonObject>(request.Body.Span)!;

    private List<JsonObject> Of(string prefix)
    {
        lock (_gate)
        {
            return
            [
                .. _objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(pair => pair.Value.DeepClone().AsObject()),
            ];
        }
    }
}
