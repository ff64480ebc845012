using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlNode = SecurityResponder.Client.Kubernetes.Kubeconfigs.YamlNode;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubeconfigs;

/// <summary>Converts YAML to JSON in which every scalar is a string or null, to compare two readers.</summary>
internal static class NodeJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(YamlNode node) => Json(node)?.ToJsonString(Readable) ?? "null";

    public static string Of(YamlDotNet.RepresentationModel.YamlNode? node) => Json(node)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Json(YamlNode node) =>
        node.Entries is { } entries ? new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value))))
        : node.Items is { } items ? new JsonArray([.. items.Select(Json)])
        : node.Text;

    private static JsonNode? Json(YamlDotNet.RepresentationModel.YamlNode? node) => node switch
    {
        YamlMappingNode mapping =>
            new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" } => null,
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };
}
