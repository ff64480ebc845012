using System.Text.Json;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Reports;

/// <summary>Longhorn's server drops what its request-schema does not allow and answers all the same.</summary>
public sealed class RequestSchemaTests : IDisposable
{
    private const string Tags =
        """{ "clusteruuid": { "dataType": "string" }, "os": { "dataType": "string", "maxLen": 8 },"""
        + """ "dev": { "DataType": "string", "MaxLen": 0 } }""";

    private const string Fields =
        """{ "serverNodeCount": { "dataType": "float" }, "rancher-managed": { "dataType": "boolean" },"""
        + """ "kernel": { "dataType": "string", "maxLen": 4 } }""";

    private const string Schema =
        $$"""
        { "AppVersionSchema": { "dataType": "string", "maxLen": 20 },
          "extraTagInfoSchema": {{Tags}},
          "extraFieldInfoSchema": {{Fields}} }
        """;

    private readonly TemporaryDirectory _data = new();

    public static TheoryData<string> Vectors => RequestVectorTests.Files;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("""{"extraTagInfo":{"os":"SLE 15"}}""", "os", "SLE 15")]
    [InlineData("""{"extraTagInfo":{"os":"SLE Micro 6.1"}}""", "os", null)]
    [InlineData("""{"extraTagInfo":{"os":"ééééé"}}""", "os", null)]
    [InlineData("""{"extraInfo":{"os":"SLE 15"}}""", "os", "SLE 15")]
    [InlineData("""{"extraTagInfo":{"arch":"amd64"}}""", "arch", null)]
    [InlineData("""{"extraFieldInfo":{"os":"SLE 15"}}""", "os", null)]
    [InlineData("""{"extraFieldInfo":{"serverNodeCount":3}}""", "server_node_count", 3L)]
    [InlineData("""{"extraFieldInfo":{"serverNodeCount":"3"}}""", "server_node_count", null)]
    [InlineData("""{"extraFieldInfo":{"serverNodeCount":"three"}}""", "server_node_count", null)]
    [InlineData("""{"extraFieldInfo":{"rancher-managed":true}}""", "rancher_managed", 1L)]
    [InlineData("""{"extraFieldInfo":{"rancher-managed":"true"}}""", "rancher_managed", null)]
    [InlineData("""{"extraFieldInfo":{"kernel":"6.12"}}""", "kernel", "6.12")]
    [InlineData("""{"extraFieldInfo":{"kernel":"6.12.1"}}""", "kernel", null)]
    [InlineData("""{"extraFieldInfo":{"kernel":6}}""", "kernel", null)]
    public async Task A_value_that_is_not_allowed_is_dropped_and_the_request_answered(string facts, string column, object? value)
    {
        await using var responder = await StartAsync(Schema);
        using var response = await responder.CheckAsync($$"""{"appVersion":"v1.34.1",{{facts[1..]}}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(value, Assert.Single(responder.Kept)[column]);
        Assert.Equal(value is null ? 1 : 0, responder.Counted.GetValueOrDefault("responder.report.unknown_keys"));
    }

    [Theory]
    [InlineData("v1.34.1", 1)]
    [InlineData("v1.34.1-a.long.pre.release", 0)]
    public async Task A_version_that_is_too_long_is_answered_and_not_kept(string version, int kept)
    {
        await using var responder = await StartAsync(Schema);

        Assert.Contains("versions", await responder.AnswerAsync(version), StringComparison.Ordinal);
        Assert.Equal(kept, responder.Kept.Count);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_schema_that_allows_what_clients_send_changes_nothing(string file)
    {
        using var vector =
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Requests, file), TestContext.Current.CancellationToken));
        var requests = vector.RootElement.GetProperty("requests").EnumerateArray().Select(request => request.GetRawText()).ToList();
        var without = await KeptAsync(requests, schema: null);

        Assert.Equal(without, await KeptAsync(requests, SchemaOf(requests)));
    }

    [Theory]
    [InlineData("""{ "appVersionSchema": { "dataType": "string", "maxLen": 10 } }""")]
    [InlineData("""{ "appVersionSchema": { "dataType": "string" }, "extraTagInfoSchema": null, "extraFieldInfoSchema": {} }""")]
    public async Task The_smallest_schemas_keep_the_version_alone(string schema)
    {
        await using var responder = await StartAsync(schema);
        using var response =
            await responder.CheckAsync("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"SLE"},"extraFieldInfo":{"serverNodeCount":1}}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(
            ["app_version", "dev", "kubernetes_minor", "kubernetes_version", "received_at"],
            responder.Kept[0].Where(column => column.Value is not null && column.Key != "report_id").Select(column => column.Key).Order());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("{}", "appVersionSchema.dataType: expected string")]
    [InlineData("""{ "appVersionSchema": { "dataType": "float" } }""", "appVersionSchema.dataType: expected string")]
    [InlineData("""{ "appVersionSchema": { "dataType": "string", "maxLen": -1 } }""",
        "appVersionSchema.maxLen: expected a whole number from 0")]
    [InlineData("""{ "appVersionSchema": { "dataType": "string" }, "extraTagInfoSchema": { "a": { "dataType": "boolean" } } }""",
        "extraTagInfoSchema.a.dataType: expected string")]
    [InlineData("""{ "appVersionSchema": { "dataType": "string" }, "extraFieldInfoSchema": { "a": { "dataType": "int" } } }""",
        "extraFieldInfoSchema.a.dataType: expected string, float or boolean")]
    [InlineData("""{ "appVersionSchema": { "dataType": "string" }, "extraFieldInfoSchema": [] }""",
        "extraFieldInfoSchema: expected an object")]
    public async Task A_schema_that_Longhorns_server_refuses_is_refused_by_its_place(string schema, string reason)
    {
        await File.WriteAllTextAsync(_data.File("schema.json"), schema, TestContext.Current.CancellationToken);
        var refused = Assert.Throws<InvalidSettingsException>(() => RequestSchema.Open(_data.File("schema.json")));

        Assert.StartsWith("--request-schema ", refused.Message);
        Assert.EndsWith(reason, refused.Message);
    }

    private async Task<RunningResponder> StartAsync(string? schema)
    {
        if (schema is null)
        {
            return await RunningResponder.StartAsync(_data.Path);
        }

        await File.WriteAllTextAsync(_data.File("schema.json"), schema, TestContext.Current.CancellationToken);
        return await RunningResponder.StartAsync(_data.Path, with: options => options with { RequestSchema = _data.File("schema.json") });
    }

    // What lands in the columns; a directory of its own for each run, the secret of the first for both.
    private async Task<List<string>> KeptAsync(List<string> requests, string? schema)
    {
        File.Delete(_data.File("reports.db"));
        await using var responder = await StartAsync(schema);
        foreach (var request in requests)
        {
            (await responder.CheckAsync(request)).Dispose();
        }

        return [.. responder.Kept.Select(row => string.Join(' ', row.Where(column => column.Key is not ("received_at" or "report_id"))
            .Select(column => column.Value is byte[] hash ? Convert.ToHexString(hash) : column.Value)))];
    }

    private static string SchemaOf(List<string> requests)
    {
        var tags = new SortedDictionary<string, string>();
        var fields = new SortedDictionary<string, string>();
        foreach (var request in requests.Select(request => JsonDocument.Parse(request).RootElement))
        {
            foreach (var (place, types) in new[] { ("extraTagInfo", tags), ("extraInfo", tags), ("extraFieldInfo", fields) })
            {
                if (request.TryGetProperty(place, out var info) && info.ValueKind == JsonValueKind.Object)
                {
                    foreach (var fact in info.EnumerateObject())
                    {
                        types[fact.Name] = fact.Value.ValueKind switch
                        {
                            JsonValueKind.Number => "float",
                            JsonValueKind.True or JsonValueKind.False => "boolean",
                            _ => "string",
                        };
                    }
                }
            }
        }

        static string Values(SortedDictionary<string, string> types) =>
            string.Join(',', types.Select(type => $$""" "{{type.Key}}": { "dataType": "{{type.Value}}" } """));
        return $$"""{ "appVersionSchema": { "dataType": "string" }, "extraTagInfoSchema": { {{Values(tags)}} },"""
            + $$""" "extraFieldInfoSchema": { {{Values(fields)}} } }""";
    }
}
