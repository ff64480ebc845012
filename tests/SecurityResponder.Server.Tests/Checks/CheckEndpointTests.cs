using System.Net;
using System.Text;
using System.Text.Json;

namespace SecurityResponder.Server.Tests.Checks;

public sealed class CheckEndpointTests : IDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("/v1/check")]
    [InlineData("/v1/checkupgrade")]
    public async Task Both_paths_answer_and_keep(string path)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("v1.34.1+rke2r1", Assert.Single(responder.Kept)["app_version"]);
    }

    [Theory]
    [InlineData("", 400, "$")]
    [InlineData("{", 400, "$")]
    [InlineData("null", 400, "$")]
    [InlineData("[]", 400, "$")]
    [InlineData("""{"appVersion":1}""", 400, "appVersion")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":[]}""", 400, "extraTagInfo")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"clusteruuid":7}}""", 400, "extraTagInfo.clusteruuid")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverNodeCount":"three"}}""", 400, "extraFieldInfo.serverNodeCount")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverNodeCount":1.5}}""", 400, "extraFieldInfo.serverNodeCount")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"rancher-managed":1}}""", 400, "extraFieldInfo.rancher-managed")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"\ud800"}}""", 400, "$")]
    [InlineData("""{"appVersion":"v1.34.1","a":[[[[[[[[[1]]]]]]]]]}""", 400, "$")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverNodeCount":-2}}""", 422, "extraFieldInfo.serverNodeCount")]
    [InlineData("""{"appVersion":"v1.34.1","extraFieldInfo":{"serverMemory":1e300}}""", 422, "extraFieldInfo.serverMemory")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"dev":"perhaps"}}""", 422, "extraTagInfo.dev")]
    [InlineData("""{"appVersion":"v1.34.1","extraInfo":{"os":"two\nlines"}}""", 422, "extraInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"tab\there"}}""", 422, "extraTagInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"\u001b[31mred"}}""", 422, "extraTagInfo.os")]
    [InlineData("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"nul\u0000"}}""", 422, "extraTagInfo.os")]
    public async Task A_bad_report_is_refused_by_the_name_of_the_field_and_not_kept(string body, int status, string field)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.StartsWith(field + ": expected ", problem.RootElement.GetProperty("detail").GetString());
        Assert.Empty(responder.Kept);
    }

    [Theory]
    [InlineData("""a\\b\\""")]
    [InlineData("""a,b=c d""")]
    [InlineData("""\"quoted\" 'text'; DROP TABLE report; --""")]
    public async Task Backslashes_and_quotes_are_text_and_make_no_column_and_no_table(string text)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response =
            await responder.CheckAsync($$$"""{"appVersion":"v1.34.1","extraTagInfo":{"os":"{{{text}}}","{{{text}}}":"x"}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(JsonSerializer.Deserialize<string>($"\"{text}\""), Assert.Single(responder.Kept)["os"]);
    }

    [Fact]
    public async Task Text_longer_than_any_client_writes_is_outside_the_schema()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        string Report(int length) => $$$"""{"appVersion":"v1.34.1","extraFieldInfo":{"os":"{{{new string('a', length)}}}"}}""";
        using var longest = await responder.CheckAsync(Report(256));
        using var longer = await responder.CheckAsync(Report(257));

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.StatusCode);
    }

    [Theory]
    [InlineData(64 * 1024, false, 200)]
    [InlineData(64 * 1024 + 1, false, 413)]
    [InlineData(64 * 1024 + 1, true, 413)]
    public async Task A_body_over_64_KiB_is_refused_whether_it_says_its_length_or_not(int length, bool isChunked, int status)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(RunningResponder.SmallReport.PadRight(length)));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await responder.Client.SendAsync(request, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    public async Task Only_JSON_in_UTF8_is_taken(string type, int status)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport, type: type);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_without_a_type_or_compressed_is_not_taken()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var untyped = await responder.Client.PostAsync("/v1/check", new ByteArrayContent("{}"u8.ToArray()), Cancelled);
        using var compressed = new ByteArrayContent("{}"u8.ToArray());
        compressed.Headers.ContentType = new("application/json");
        compressed.Headers.ContentEncoding.Add("gzip");
        using var response = await responder.Client.PostAsync("/v1/check", compressed, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, untyped.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Another_method_is_told_which_one_is_allowed()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.Client.GetAsync("/v1/check", Cancelled);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Keys_that_nobody_knows_are_dropped_and_counted_and_those_that_are_known_are_not()
    {
        const string Tags = """{"clusteruuid":"a","kubernetesVersion":"v1.34.1","cluster-name":"bank","x\ny":"\\"}""";
        const string Report =
            $$$$"""
            {"appVersion":"v1.34.1","future":1,"extraTagInfo":{{{{Tags}}}},
             "extraFieldInfo":{"serverNodeCount":3,"system-default-registry":"registry.example.com","nested":{"deep":[1,2]}}}
            """;
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(Report);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(4, responder.Counted["responder.report.unknown_keys"]);
        Assert.Equal(3L, Assert.Single(responder.Kept)["server_node_count"]);
    }

    [Fact]
    public async Task The_health_check_answers_and_another_path_does_not()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var healthy = await responder.Client.GetAsync("/v1/healthcheck", Cancelled);
        using var other = await responder.Client.GetAsync("/v1/other", Cancelled);

        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }
}
