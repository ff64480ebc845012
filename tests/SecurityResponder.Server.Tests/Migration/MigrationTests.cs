using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Server.Tests.Reports;

namespace SecurityResponder.Server.Tests.Migration;

/// <summary>Answered as Longhorn's server answers, with that server's own files. What differs on purpose:
/// <see cref="DeviationTests"/>.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public static TheoryData<string> Corpus => RequestVectorTests.Files;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_release_of_the_response_config_comes_back_with_its_five_keys_as_they_stand_there()
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        var (status, type, answer) = await responder.TellAsync(RunningResponder.SmallReport);
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Repository.LonghornConfig, TestContext.Current.CancellationToken))!;

        Assert.Equal((200, "application/json"), (status, type));
        Assert.Equal(["requestIntervalInMinutes", "schemaVersion", "versions"], answer!.Select(key => key.Key).Order());
        Assert.Equal(InAnyOrder(config["versions"]!), InAnyOrder(answer!["versions"]!));
    }

    [Theory]
    [InlineData("", 480)]
    [InlineData(""", "requestIntervalInMinutes": 60""", 60)]
    public async Task Clients_are_asked_to_come_back_as_often_as_the_response_config_says_else_every_eight_hours(
        string interval, int minutes)
    {
        await File.WriteAllTextAsync(_data.File("config.json"), $$"""{ "versions": [ { "name": "v1.34.1" } ]{{interval}} }""",
            TestContext.Current.CancellationToken);
        await using var responder = await MovedResponder.StartAsync(_data.Path, _data.File("config.json"));

        Assert.Equal(minutes, (int?)(await responder.TellAsync(RunningResponder.SmallReport)).Body!["requestIntervalInMinutes"]);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task What_both_generations_of_clients_send_is_answered_and_kept_whole(string file)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        using var vector =
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Requests, file), TestContext.Current.CancellationToken));
        foreach (var request in vector.RootElement.GetProperty("requests").EnumerateArray())
        {
            Assert.Equal(200, (await responder.TellAsync(request.GetRawText())).Status);
        }

        // RequestVectorTests looks at the values; here none may be missing.
        var columns = vector.RootElement.GetProperty("columns").EnumerateObject().Select(column => column.Name).Order();
        Assert.Equal(vector.RootElement.GetProperty("requests").GetArrayLength(), responder.Kept.Count);
        Assert.All(responder.Kept, kept => Assert.Equal(
            columns, kept.Where(column => column.Value is not null
                    && column.Key is not ("report_id" or "received_at" or "kubernetes_minor" or "cluster_size"))
                .Select(column => column.Key).Order()));
    }

    [Theory]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"kubernetesVersion":1}}""", "extraTagInfo.kubernetesVersion")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"dev":true}}""", "extraTagInfo.dev")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":{}}}""", "extraTagInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":["SLE"]}}""", "extraTagInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":{"os":1},"extraTagInfo":{"os":"SLE"}}""", "extraInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1-of.more.than.forty.characters.in.all","extraTagInfo":{"datacenter":1}}""",
        "extraTagInfo.datacenter")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":[]}""", "extraTagInfo")]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":"os=SLE"}""", "extraInfo")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":7}""", "extraFieldInfo")]
    [InlineData("""{"appVersion":1}""", "appVersion")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("", "$")]
    public async Task A_tag_that_is_no_text_or_another_part_of_a_wrong_type_refuses_the_whole_request(string body, string field)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        var (status, type, problem) = await responder.TellAsync(body);

        Assert.Equal((400, "application/problem+json", field), (status, type, (string?)problem!["field"]));
        Assert.Empty(responder.Kept);
    }

    [Theory]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"SLE","arch":null,"mode":"recommended"}}""", "app_version os mode")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":null,"extraInfo":{"os":"SLE"},"extraFieldInfo":null}""", "app_version os")]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":{"os":"SLE","arch":"amd64"},"extraTagInfo":{"os":null}}""", "app_version arch")]
    public async Task Null_is_nothing_told_and_no_wrong_type(string body, string columns)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync(body)).Status);
        Assert.Equal(columns.Split(' ').Order(), responder.KeptOfOne().Keys.Order());
        Assert.Equal(0, responder.Counted.GetValueOrDefault("responder.report.unknown_keys"));
    }

    [Theory]
    [InlineData("""{"extraFieldInfo":{"serverNodeCount":"3"}}""")]
    [InlineData("""{"extraFieldInfo":{"serverNodeCount":true}}""")]
    [InlineData("""{"extraFieldInfo":{"rancher-managed":"true"}}""")]
    [InlineData("""{"extraFieldInfo":{"os":7}}""")]
    [InlineData("""{"extraFieldInfo":{"os":{"name":"SLE"}}}""")]
    [InlineData("""{"extraFieldInfo":{"os":null}}""")]
    [InlineData("""{"extraFieldInfo":{"kernel":"a kernel whose name is longer than the sixty-four bytes that it may have"}}""")]
    [InlineData("""{"extraTagInfo":{"mode":"longer than sixteen"}}""")]
    [InlineData("""{"extraTagInfo":{"cluster-name":"bank"}}""")]
    [InlineData("""{"extraInfo":{"OS":"SLE"}}""")]
    public async Task A_field_of_a_wrong_type_a_long_text_and_an_unlisted_key_are_dropped_and_the_request_answered(string facts)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync($$"""{"appVersion":"v1.34.1",{{facts[1..]}}""")).Status);
        Assert.Equal("app_version", Assert.Single(responder.KeptOfOne().Keys));
        Assert.Equal(1, responder.Counted["responder.report.unknown_keys"]);
    }

    [Theory]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":{"os":"old"},"extraTagInfo":{"os":"new"}}""", "new")]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":{"mode":"recommended","os":"old"},"extraTagInfo":{"mode":"longer than sixteen"}}""",
        "old")]
    [InlineData("""{"APPVERSION":"v1.34.1","ExtraTagInfo":{"os":"any case"},"extrainfo":{},"EXTRAFIELDINFO":{}}""", "any case")]
    [InlineData("""{"appVersion":"v9.9.9","extraTagInfo":{"os":"first"},"extraTagINFO":{"os":"last"},"appversion":"v1.34.1"}""", "last")]
    public async Task ExtraTagInfo_wins_over_extraInfo_even_where_it_is_dropped_and_their_names_are_read_in_any_case(string body, string os)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync(body)).Status);
        Assert.Equal(new Dictionary<string, object?> { ["app_version"] = "v1.34.1", ["os"] = os }, responder.KeptOfOne());
    }

    [Fact]
    public async Task A_version_that_the_schema_does_not_allow_is_answered_and_not_kept()
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        var (status, _, answer) = await responder.TellAsync("""{"appVersion":"v1.34.1-of.more.than.forty.characters.in.all"}""");

        Assert.Equal((200, 4), (status, answer!["versions"]!.AsArray().Count));
        Assert.Empty(responder.Kept);
    }

    // Keys in any case in the config, as Go reads them; in the answer as Go writes them.
    private static IEnumerable<string> InAnyOrder(JsonNode versions) => versions.AsArray().Select(version => string.Join(
        '\n', version!.AsObject().OrderBy(key => key.Key, StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{char.ToLowerInvariant(key.Key[0])}{key.Key[1..]} = {Sorted(key.Value)}"))).Order();

    private static string Sorted(JsonNode? value) => value is JsonObject info
        ? string.Join(' ', info.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => $"{key.Key}={key.Value}"))
        : value?.ToJsonString() ?? "null";
}
