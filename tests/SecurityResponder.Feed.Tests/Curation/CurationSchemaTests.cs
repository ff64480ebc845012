using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Sources;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Feed.Tests.Curation;

/// <summary>docs/curation.schema.json describes exactly what is read, and <c>curation.yaml</c> keeps to it.</summary>
public sealed class CurationSchemaTests
{
    private static readonly JsonElement Schema = Document(File.ReadAllText(SharedData.Repository("docs/curation.schema.json")));

    [Fact]
    public void The_curation_of_this_repository_keeps_to_the_schema() =>
        Assert.Equal([], CurationSchema.Faults(Yaml(File.ReadAllText(SharedData.Repository("curation.yaml"))), Schema));

    [Theory]
    [InlineData("other: []", "$.other is not known")]
    [InlineData("severities: [{id: CVE-1, score: x, by: y, reason: z}]", "$.severities[0].source is missing")]
    [InlineData("severities: [{id: CVE-1, score: x, by: y, reason: z, source: ftp://x}]", "$.severities[0].source does not match")]
    [InlineData("severities: [{id: CVE-1, score: x, by: y, reason: '', source: 'https://x'}]", "$.severities[0].reason is too short")]
    [InlineData("accepted: [{reason: z, source: 'https://x'}]", "$.accepted[0] matches 0 of oneOf")]
    [InlineData("accepted: [{id: a, minor: '1.33', reason: z, source: 'https://x'}]", "$.accepted[0] matches 2 of oneOf")]
    [InlineData("accepted: [{id: a, releases: [v1], reason: z, source: 'https://x'}]", "$.accepted[0].component is missing")]
    [InlineData("accepted: [{component: a, releases: [], reason: z, source: 'https://x'}]", "$.accepted[0].releases is too short")]
    [InlineData("releases: [{version: v1, prime: maybe, reason: z, source: 'https://x'}]", "$.releases[0].prime is no boolean")]
    public void The_schema_refuses_what_the_reader_refuses(string yaml, string fault)
    {
        Assert.Contains(fault, CurationSchema.Faults(Yaml(yaml), Schema));
        Assert.Throws<InvalidSourceException>(() => CurationReader.Read(new SourceFile("curation.yaml", Encoding.UTF8.GetBytes(yaml))));
    }

    [Theory]
    [InlineData("", "{unknown: 1}")]
    [InlineData("advisories", "advisories: [{unknown: 1}]")]
    [InlineData("advisories.affected", "advisories: [{id: a, reason: b, source: 'https://c', affected: [{unknown: 1}]}]")]
    [InlineData(
        "advisories.affected.ranges",
        "advisories: [{id: a, reason: b, source: 'https://c', affected: [{component: etcd, ranges: [{unknown: 1}]}]}]")]
    [InlineData("advisories.conditions", "advisories: [{id: a, reason: b, source: 'https://c', conditions: [{unknown: 1}]}]")]
    [InlineData("severities", "severities: [{unknown: 1}]")]
    [InlineData("releases", "releases: [{unknown: 1}]")]
    [InlineData("support", "support: [{unknown: 1}]")]
    [InlineData("accepted", "accepted: [{unknown: 1}]")]
    public void The_schema_names_every_key_that_is_read_and_no_other(string place, string yaml)
    {
        var message = Assert.Throws<InvalidSourceException>(
            () => CurationReader.Read(new SourceFile("curation.yaml", Encoding.UTF8.GetBytes(yaml)))).Message;
        var read = message.Split("one of the keys ")[1].Split(", not unknown")[0].Split(", ");
        var schema = place.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            Schema, (outer, name) => outer.GetProperty("properties").GetProperty(name).GetProperty("items"));

        Assert.Equal(
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal),
            read.Order(StringComparer.Ordinal));
    }

    private static JsonElement Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Document(Node(stream.Documents[0].RootNode)!.ToJsonString());
    }

    // Plain scalars have the types of YAML's JSON schema: an unquoted 1.35 is a number.
    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            pair => KeyValuePair.Create($"{pair.Key}", Node(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar =>
            JsonValue.Create(scalar.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar
            when double.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        var scalar => JsonValue.Create($"{scalar}"),
    };

    private static JsonElement Document(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
