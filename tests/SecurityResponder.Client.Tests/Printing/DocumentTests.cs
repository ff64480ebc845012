using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Tests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>The documents for programs.</summary>
public sealed class DocumentTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(MarkedSection.PathOf("docs/assessment.schema.json"))).RootElement;

    private static Result[] Results =>
    [
        Printed.ClusterResult,
        Printed.ReleaseResult,
        Printed.Comparison,
        Printed.Of(Printed.Cluster with { Version = "not a version" }, Printed.Feed),
        Printed.Of(Printed.Cluster with { NodeVersions = null }, Printed.Read("""{ "versions": [] }""")),
    ];

    [Fact]
    public void Every_result_keeps_to_the_published_schema() => Assert.All(Results, result =>
    {
        using var document = JsonDocument.Parse(Printed.Text(result, OutputFormat.Json));
        Assert.Empty(SchemaCheck.Errors(document.RootElement, Schema));
    });

    [Theory]
    [InlineData("counts", null)]
    [InlineData("published", "\"5\"")]
    [InlineData("kind", "\"Node\"")]
    [InlineData("another", "1")]
    [InlineData("oldestFixDays", "-1")]
    [InlineData("checkedAt", "\"today\"")]
    public void The_schema_rejects_a_document_with_another_shape(string field, string? value)
    {
        var document = JsonNode.Parse(Printed.Text(Printed.ClusterResult, OutputFormat.Json))!.AsObject();
        Assert.True(document.Remove(field) || value is not null);
        if (value is not null)
        {
            document[field] = JsonNode.Parse(value);
        }

        Assert.NotEmpty(SchemaCheck.Errors(JsonSerializer.SerializeToElement(document), Schema));
    }

    [Fact]
    public void YAML_is_the_same_document_as_JSON() => Assert.All(Results, result =>
    {
        using var json = JsonDocument.Parse(Printed.Text(result, OutputFormat.Json));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Printed.Text(result, OutputFormat.Yaml)));

        Assert.Equal(Flat(json.RootElement, "$"), Flat(yaml.Documents[0].RootNode, "$"));
    });

    [Fact]
    public void The_plus_sign_of_versions_is_not_escaped()
    {
        var text = Printed.Text(Printed.ClusterResult, OutputFormat.Json);

        Assert.Contains("\"version\": \"v1.33.1+rke2r1\"", text);
        Assert.DoesNotContain("\\u002B", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_format_prints_a_character_that_controls_a_terminal_or_text_that_becomes_markup()
    {
        const string Evil = "\\u001b[2J\\u202e|<img src=x>[a](https://evil.example) `b` @all\\n---\\n# x: y";
        var feed = Printed.Read(FeedText.Of(
        [
            FeedText.Advisory(
                "CVE-2026-0001", "containerd", "0", "2.1.5", specific: $"\"required_action\": \"{Evil}\", \"workaround\": \"{Evil}\""),
        ]));
        var nodes = new NodeVersions
        {
            Kubelets = [new NodeVersion("v1.33.1+rke2r1", 3, 6), new NodeVersion("x\u001b[2J|<img>\n## y", 0, 1)],
            Containerds = [new NodeVersion("2.1.4-k3s1", 3, 6)],
        };
        var result = Printed.Of(Printed.Cluster with { NodeVersions = nodes }, feed);

        Assert.All(Enum.GetValues<OutputFormat>(), format => Assert.DoesNotContain(
            Printed.Text(result, format), character => (char.IsControl(character) && character != '\n') || character == '\u202e'));
        var markdown = Printed.Text(result, OutputFormat.Markdown);
        Assert.Contains("img", markdown);
        Assert.DoesNotContain("<img", markdown.Replace("\\<", "", StringComparison.Ordinal));
        Assert.DoesNotContain("](https", markdown.Replace("\\]", "", StringComparison.Ordinal));
        Assert.DoesNotContain(" @all", markdown);
        Assert.Single(markdown.Split('\n'), line => line.StartsWith("| --- |", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Flat(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Flat(field.Value, $"{path}.{field.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Flat(item, path + "[]")).Prepend($"{path}: list"),
        JsonValueKind.String => [$"{path} = \"{value.GetString()}\""],
        JsonValueKind.Number => [$"{path} = {value.GetDouble().ToString(CultureInfo.InvariantCulture)}"],
        _ => [$"{path} = {value.GetRawText()}"],
    };

    private static IEnumerable<string> Flat(YamlNode node, string path) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(field => Flat(field.Value, $"{path}.{field.Key}")),
        YamlSequenceNode list => list.Children.SelectMany(item => Flat(item, path + "[]")).Prepend($"{path}: list"),
        YamlScalarNode { Style: ScalarStyle.DoubleQuoted } text => [$"{path} = \"{text.Value}\""],
        _ => [$"{path} = {node}"],
    };
}
