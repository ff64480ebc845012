using System.Text.Json;
using CsCheck;
using SecurityResponder.Client.Logging;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary><c>--log-format json</c>: one JSON object per line.</summary>
public sealed class JsonFormatTests
{
    [Fact]
    public void A_line_is_an_object_with_typed_values()
    {
        Assert.Equal(
            """{"time":"2026-11-24T08:00:00Z","level":"warning","msg":"two values","count":-7,"known":true,"event":902}""",
            Logged.Numbers(LogFormat.Json, -7, true));
        Assert.Equal(
            """{"time":"2026-11-24T08:00:00Z","level":"info","msg":"a text","value":"v1.35.7+rke2r1","event":901}""",
            Logged.Text(LogFormat.Json, "v1.35.7+rke2r1"));
    }

    [Fact]
    public void Any_value_is_one_line_that_parses_back_except_lone_surrogates() => LogfmtTests.Texts.Sample(value =>
    {
        using var line = JsonDocument.Parse(Logged.Text(LogFormat.Json, value));

        // JSON is Unicode: half of a surrogate pair cannot be in it.
        var whole = string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()));
        Assert.Equal(whole, line.RootElement.GetProperty("value").GetString());
        Assert.DoesNotContain(
            line.RootElement.GetRawText(), character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202e');
    });

    [Fact]
    public async Task A_whole_run_logs_JSON_only_and_writes_nothing_to_standard_output()
    {
        await using var responder = await FakeResponder.StartAsync([Checking.Answers.Good]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime(), "--log-format", "json", "--verbose");

        var messages = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("msg").GetString());
        Assert.Equal(
            [
                "starting", "sending data", "response received", "available version", "available version", "assessment",
                "finding", "finding", "data sent",
            ],
            messages);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("", "--log-format", "json")]
    [InlineData("", "-log-format=json")]
    [InlineData("json")]
    [InlineData("logfmt", "--log-format=json")]
    public async Task Bad_settings_are_told_in_json_where_it_was_asked_for(string variable, params string[] arguments)
    {
        var run = await ClientRun.InAsync(
            new() { ["SECURITY_RESPONDER_LOG_FORMAT"] = variable }, TimeProvider.System, [.. arguments, "--modus"]);

        Assert.Equal("bad settings", JsonDocument.Parse(run.Error).RootElement.GetProperty("msg").GetString());
    }
}
