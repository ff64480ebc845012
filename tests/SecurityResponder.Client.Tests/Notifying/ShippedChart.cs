using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The files of the chart.</summary>
internal static class ShippedChart
{
    /// <summary>The schema of SecurityReports in the chart's CustomResourceDefinition.</summary>
    public static StructuralSchema ReportSchema { get; } =
        new(Read("securityreports.yaml")["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject());

    /// <summary>A YAML file of the chart.</summary>
    public static JsonNode Read(string name)
    {
        using var reader = File.OpenText(PathOf(name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return JsonNode.Parse(ToJson(yaml.Documents[0].RootNode)!.ToJsonString())!;
    }

    /// <summary>Where a file of the chart lies.</summary>
    public static string PathOf(string name) =>
        Path.GetFullPath(Path.Combine(Here(), "../../../charts/rke2-security-responder/files", name));

    /// <summary>Where <c>make tools</c> puts a program.</summary>
    public static string Tool(string name) => Path.GetFullPath(Path.Combine(Here(), "../../../.tools", name));

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping =>
            new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => JsonValue.Create(truth.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
