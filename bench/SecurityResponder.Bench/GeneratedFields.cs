using System.Text.Json.Nodes;

namespace SecurityResponder.Bench;

/// <summary>
/// <c>managedFields</c> of a generated node: who set which field, a quarter of a real node's bytes.
/// See <see href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management"/>.
/// </summary>
internal static class GeneratedFields
{
    public static readonly IReadOnlyList<string> Conditions =
        ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready", "NetworkUnavailable"];

    private static readonly string[] Resources =
        ["cpu", "ephemeral-storage", "hugepages-1Gi", "hugepages-2Mi", "memory", "pods"];

    private static readonly string[] ConditionFields =
        ["lastHeartbeatTime", "lastTransitionTime", "message", "reason", "status", "type"];

    private static readonly string[] InfoFields =
        ["architecture", "bootID", "containerRuntimeVersion", "kernelVersion", "kubeletVersion", "machineID", "operatingSystem", "osImage"];

    public static JsonArray Of(JsonObject labels, JsonObject annotations) =>
    [
        Entry("kubelet", "metadata", new() { ["f:labels"] = Names(Keys(labels)), ["f:annotations"] = Names(Keys(annotations)) }),
        Entry("kubelet", "status", Status()),
        Entry("rke2", "metadata", new() { ["f:annotations"] = Names(Keys(annotations, "rke2.io/")) }),
        Entry("flanneld", "metadata", new() { ["f:annotations"] = Names(Keys(annotations, "flannel.")) }),
        Entry("kube-controller-manager", "spec", new() { ["f:podCIDR"] = new JsonObject(), ["f:podCIDRs"] = new JsonObject() }),
    ];

    private static JsonObject Entry(string manager, string part, JsonObject fields) => new()
    {
        ["manager"] = manager,
        ["operation"] = "Update",
        ["apiVersion"] = "v1",
        ["time"] = "2026-03-09T07:12:44Z",
        ["fieldsType"] = "FieldsV1",
        ["fieldsV1"] = new JsonObject { [$"f:{part}"] = fields },
    };

    private static JsonObject Status()
    {
        var conditions = new JsonObject();
        foreach (var type in Conditions)
        {
            conditions[$"k:{{\"type\":\"{type}\"}}"] = Names(ConditionFields);
        }

        return new()
        {
            ["f:allocatable"] = Names(Resources),
            ["f:capacity"] = Names(Resources),
            ["f:conditions"] = conditions,
            ["f:images"] = new JsonObject(),
            ["f:nodeInfo"] = Names(InfoFields),
        };
    }

    private static IEnumerable<string> Keys(JsonObject map, string prefix = "") =>
        map.Select(pair => pair.Key).Where(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private static JsonObject Names(IEnumerable<string> names) =>
        new(names.Select(name => KeyValuePair.Create($"f:{name}", (JsonNode?)new JsonObject())));
}
