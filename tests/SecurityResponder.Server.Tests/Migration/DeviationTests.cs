namespace SecurityResponder.Server.Tests.Migration;

/// <summary>Where the responder does not do what Longhorn's server does, on purpose; docs/responder.md lists these.</summary>
public sealed class DeviationTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Releases_come_newest_first_where_that_servers_order_changes_with_every_answer()
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        var answer = (await responder.TellAsync(RunningResponder.SmallReport)).Body!;

        Assert.Equal(
            ["v1.34.1+rke2r1", "v1.34.1-rc1+rke2r1", "v1.33.5+rke2r1", "v1.32.9+rke2r1"],
            answer["versions"]!.AsArray().Select(version => (string?)version!["name"]));
        Assert.Equal(answer.ToJsonString(), (await responder.TellAsync(RunningResponder.SmallReport)).Body!.ToJsonString());
    }

    [Fact]
    public async Task A_body_that_is_null_is_refused_where_that_server_records_it() => await RefusedAsync("null", 400, "$");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"appVersion":null}""")]
    [InlineData("""{"appVersion":""}""")]
    public async Task A_report_without_a_version_is_answered_and_not_kept_where_that_server_records_it(string body)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync(body)).Status);
        Assert.Empty(responder.Kept);
    }

    [Theory]
    [InlineData("""{"appVersion":"v1.34.1"}{}""", "$")]
    [InlineData("""{"appVersion":"v1.34.1"} and more""", "$")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"\ud800"}}""", "$")]
    public async Task What_stands_behind_the_report_and_text_that_is_no_Unicode_are_refused_where_that_server_overlooks_them(
        string body, string field) =>
        await RefusedAsync(body, 400, field);

    [Theory]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"two\nlines"}}""", 422, "extraTagInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverNodeCount":-2}}""", 422, "extraFieldInfo.serverNodeCount")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverNodeCount":0.5}}""", 400, "extraFieldInfo.serverNodeCount")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"dev":"perhaps"}}""", 422, "extraTagInfo.dev")]
    public async Task What_the_schema_allows_and_no_column_can_hold_is_refused_where_that_server_records_it(
        string body, int status, string field) =>
        await RefusedAsync(body, status, field);

    [Fact]
    public async Task An_unlisted_tag_that_is_no_text_is_dropped_where_that_server_refuses_the_whole_request()
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"SLE","cluster-size":7}}""")).Status);
        Assert.Equal(["app_version", "os"], responder.KeptOfOne().Keys.Order());
        Assert.Equal(1, responder.Counted["responder.report.unknown_keys"]);
    }

    [Fact]
    public async Task A_key_without_a_column_is_dropped_though_the_schema_lists_it()
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);

        Assert.Equal(200, (await responder.TellAsync("""{"appVersion":"v1.34.1","extraTagInfo":{"datacenter":"Nuremberg"}}""")).Status);
        Assert.Equal("app_version", Assert.Single(responder.KeptOfOne().Keys));
    }

    [Theory]
    [InlineData("text/plain", 0, 415)]
    [InlineData("application/json", 70_000, 413)]
    public async Task Another_media_type_and_a_body_over_64_KiB_are_refused_where_that_server_reads_them(
        string type, int padding, int status)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport.PadRight(padding), MovedResponder.Path, type);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(responder.Kept);
    }

    [Fact]
    public async Task A_response_config_is_told_tidily_dates_in_UTC_and_without_what_says_nothing_and_need_not_name_a_latest_release()
    {
        const string Config =
            """{ "versions": [ { "name": "v1.34.1", "releaseDate": "2025-09-30T11:00:00+02:00", "extraInfo": {} }, """
            + """{ "name": "v1.34.0", "extraInfo": { "cves": "" } }, { "name": "next" } ] }""";
        await File.WriteAllTextAsync(_data.File("config.json"), Config, TestContext.Current.CancellationToken);
        await using var responder = await MovedResponder.StartAsync(_data.Path, _data.File("config.json"));

        Assert.Equal(
            """[{"name":"v1.34.1","releaseDate":"2025-09-30T09:00:00Z","minUpgradableVersion":"","tags":[],"extraInfo":null},"""
            + """{"name":"v1.34.0","releaseDate":"","minUpgradableVersion":"","tags":[],"extraInfo":null}]""",
            (await responder.TellAsync(RunningResponder.SmallReport)).Body!["versions"]!.ToJsonString());
    }

    private async Task RefusedAsync(string body, int status, string field)
    {
        await using var responder = await MovedResponder.StartAsync(_data.Path);
        var (given, type, problem) = await responder.TellAsync(body);

        Assert.Equal((status, "application/problem+json", field), (given, type, (string?)problem!["field"]));
        Assert.Empty(responder.Kept);
    }
}
