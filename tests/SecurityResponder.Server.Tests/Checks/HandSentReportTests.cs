using System.Text.Json;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>What people send by hand, as they send it to Longhorn's server: it is answered and not recorded.</summary>
public sealed class HandSentReportTests : IDisposable
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("{}", Form, "no_version")]
    [InlineData("{}", "application/json", "no_version")]
    [InlineData("""{"appVersion":null}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":""}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":"master-head"}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":"v1.11.x-head"}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":"dev","extraTagInfo":{"os":"SLE"}}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":"v1.34.1\nv1.34.2"}""", "application/json", "no_version")]
    [InlineData("""{"appVersion":"v1.34.1\u0000"}""", "application/json", "no_version")]
    [InlineData(RunningResponder.SmallReport, Form, "form")]
    public async Task It_is_answered_and_not_recorded(string body, string type, string reason)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(body, type: type);

        Assert.Equal(200, (int)response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(56, answer.RootElement.GetProperty("versions").GetArrayLength());
        Assert.Empty(responder.Kept);
        Assert.Equal(1, responder.Counted[$"responder.report.not_recorded {reason}"]);
    }

    [Theory]
    [InlineData("a=b", Form, 400)]
    [InlineData("", Form, 400)]
    [InlineData("{}", "text/plain", 415)]
    public async Task What_is_no_JSON_object_is_refused(string body, string type, int status)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.CheckAsync(body, type: type);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Unknown_keys_are_counted_by_name_up_to_a_hundred_names()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        for (var i = 0; i < 110; i++)
        {
            await SendAsync(responder, $"future-{i}");
        }

        await SendAsync(responder, "future-0");
        foreach (var name in new[] { "a b", "x\\ny", "\\u202e", new string('a', 65), "" })
        {
            await SendAsync(responder, name);
        }

        Assert.Equal(2, responder.Counted["responder.report.unknown_keys future-0"]);
        Assert.Equal(1, responder.Counted["responder.report.unknown_keys future-99"]);
        Assert.Equal(10 + 5, responder.Counted["responder.report.unknown_keys other"]);
        Assert.Equal(101, responder.Counted.Keys.Count(key => key.StartsWith("responder.report.unknown_keys ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Thousands_of_unknown_keys_of_one_report_take_few_names()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var keys = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":1"));
        (await responder.CheckAsync($$$"""{"appVersion":"v1.34.1","extraInfo":{ {{{keys}}} }}""")).EnsureSuccessStatusCode().Dispose();

        Assert.Equal(5000, responder.Counted["responder.report.unknown_keys"]);
        Assert.Equal(5000 - 32, responder.Counted["responder.report.unknown_keys other"]);
    }

    private static async Task SendAsync(RunningResponder responder, string key) =>
        (await responder.CheckAsync($$$"""{"appVersion":"v1.34.1","extraInfo":{"{{{key}}}":"x"} }""")).EnsureSuccessStatusCode().Dispose();
}
