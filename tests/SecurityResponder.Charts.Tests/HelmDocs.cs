using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Charts.Tests;

/// <summary>
/// Makes a chart's README.md from README.md.gotmpl as <see href="https://github.com/norwoodj/helm-docs">helm-docs</see> does: the
/// template <c>chart.valuesTable</c> is a table of the values, in alphabetical order, with the comments that begin with <c># --</c>.
/// </summary>
internal static class HelmDocs
{
    private const string TableTemplate = "{{ template \"chart.valuesTable\" . }}";
    private const string Marker = "# --";

    /// <summary>The README of a chart.</summary>
    /// <param name="template">Text of README.md.gotmpl.</param>
    /// <param name="values">Text of values.yaml.</param>
    public static string Readme(string template, string values)
    {
        Assert.Contains(TableTemplate, template, StringComparison.Ordinal);
        return template.Replace(TableTemplate, Table(Values(values)), StringComparison.Ordinal);
    }

    /// <summary>Every value of a chart that its README lists.</summary>
    public static IReadOnlyList<ChartValue> Values(string values)
    {
        var lines = values.Split('\n');
        return [.. Leaves("", lines, Manifest.Parse(values).Single().Node).OrderBy(value => value.Key, StringComparer.Ordinal)];
    }

    private static string Table(IReadOnlyList<ChartValue> values)
    {
        var table = new StringBuilder("| Key | Type | Default | Description |\n|-----|------|---------|-------------|");
        foreach (var value in values)
        {
            table.Append($"\n| {value.Key} | {value.Type} | `{value.Default}` | {value.Description} |");
        }

        return table.ToString();
    }

    // A mapping is listed itself if it is empty; otherwise its entries are.
    private static IEnumerable<ChartValue> Leaves(string path, string[] lines, YamlNode node) =>
        ((YamlMappingNode)node).SelectMany(entry =>
        {
            var key = path + entry.Key;
            return entry.Value is YamlMappingNode { Children.Count: > 0 } section
                ? Leaves(key + ".", lines, section)
                : [new(key, TypeOf(entry.Value), DefaultOf(entry.Value), Description(lines, (int)entry.Key.Start.Line - 1))];
        });

    // The comment directly above a line (counted from 0), from the line that begins with `# --`.
    private static string Description(string[] lines, int line)
    {
        var text = new List<string>();
        for (var i = line - 1; i >= 0 && lines[i].TrimStart().StartsWith('#'); i--)
        {
            var comment = lines[i].Trim();
            var isFirst = comment.StartsWith(Marker, StringComparison.Ordinal);
            text.Insert(0, comment[(isFirst ? Marker.Length : 1)..].Trim());
            if (isFirst)
            {
                return string.Join(' ', text);
            }
        }

        return "";
    }

    private static string TypeOf(YamlNode node) => node switch
    {
        YamlMappingNode => "object",
        YamlSequenceNode => "list",
        _ => Json(node)!.GetValueKind() switch
        {
            JsonValueKind.Number => "int",
            JsonValueKind.True or JsonValueKind.False => "bool",
            _ => "string",
        },
    };

    private static string DefaultOf(YamlNode node) =>
        Json(node)!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } => PlainJson(text!),
        _ => node.ToString(),
    };

    private static JsonNode PlainJson(string text) =>
        text is "true" or "false" ? text == "true"
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : text;
}

/// <summary>A row of the table of values.</summary>
/// <param name="Key">Path of the value, e.g. <c>check.endpoint</c>.</param>
/// <param name="Type"><c>string</c>, <c>bool</c>, <c>int</c>, <c>object</c> or <c>list</c>.</param>
/// <param name="Default">The default as JSON.</param>
/// <param name="Description">The comment; empty if there is none.</param>
internal sealed record ChartValue(string Key, string Type, string Default, string Description);
