using System.Globalization;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>The behaviour for each status of a responder: requests, waits and the last log line.</summary>
public sealed class StatusTests
{
    private const string NotDelivered = "report not delivered; the next run tries again (expected in a disconnected cluster)";

    [Fact]
    public async Task A_good_answer_takes_one_request_and_logs_the_events_in_order()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(0, run.ExitCode);
        Assert.Single(responder.Requests.All);
        Assert.Equal(
            ["starting", "sending data", "response received", "available version", "available version", "assessment", "data sent"],
            run.Log.Select(line => line.Message));
    }

    [Theory]
    [InlineData(400, "400 BadRequest")]
    [InlineData(401, "401 Unauthorized")]
    [InlineData(404, "404 NotFound")]
    [InlineData(405, "405 MethodNotAllowed")]
    [InlineData(413, "413 RequestEntityTooLarge")]
    [InlineData(422, "422 UnprocessableEntity")]
    public async Task A_refusal_is_final(int status, string reason)
    {
        await using var responder = await FakeResponder.StartAsync(
            [Answer.Json(status, """{ "title": "no" }""").WithRetryAfter(1), Answers.Good]);
        var time = new AutoAdvancingTime();

        var run = await ClientRun.ToAsync(responder, time);

        Assert.Equal(1, run.ExitCode);
        Assert.Single(responder.Requests.All);
        Assert.Empty(time.Waits);
        Assert.Equal(("error", "the responder rejected the report", reason), (run.Last.Level, run.Last.Message, run.Last["reason"]));
        Assert.Equal($"127.0.0.1:{responder.Port}", run.Last["responder"]);
    }

    [Theory]
    [InlineData(408, "408 RequestTimeout")]
    [InlineData(429, "429 TooManyRequests")]
    [InlineData(500, "500 InternalServerError")]
    [InlineData(502, "502 BadGateway")]
    [InlineData(503, "503 ServiceUnavailable")]
    public async Task A_busy_responder_is_asked_three_times_with_growing_waits(int status, string reason)
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(status, "")]);
        var time = new AutoAdvancingTime();

        var run = await ClientRun.ToAsync(responder, time);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, responder.Requests.All.Count);
        Assert.Equal(2, time.Waits.Count);
        Assert.InRange(time.Waits[0], 1, 3);
        Assert.InRange(time.Waits[1], 2, 6);
        Assert.Equal((NotDelivered, reason, "3"), (run.Last.Message, run.Last["reason"], run.Last["attempts"]));
    }

    [Fact]
    public async Task A_responder_that_recovers_gets_the_report_and_the_log_says_on_which_attempt()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(503, ""), Answer.Json(429, ""), Answers.Good]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(("data sent", "3"), (run.Last.Message, run.Last["attempt"]));
        Assert.Equal(3, responder.Requests.All.Count);
    }

    [Theory]
    [InlineData(429, 7)]
    [InlineData(503, 60)]
    [InlineData(503, 0)]
    public async Task Retry_After_in_seconds_is_honoured(int status, int seconds)
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(status, "").WithRetryAfter(seconds), Answers.Good]);
        var time = new AutoAdvancingTime();

        var run = await ClientRun.ToAsync(responder, time);

        Assert.Equal("data sent", run.Last.Message);
        Assert.Equal(seconds, time.Waits.Sum());
        Assert.Equal(2, responder.Requests.All.Count);
    }

    [Theory]
    [InlineData(429, 20, 20)]
    [InlineData(503, 20, 20)]
    [InlineData(503, -3600, 0)]
    public async Task Retry_After_as_a_date_is_honoured_and_one_in_the_past_means_now(int status, int ahead, int expected)
    {
        var date = AutoAdvancingTime.Began.AddSeconds(ahead).ToString("R", CultureInfo.InvariantCulture);
        await using var responder = await FakeResponder.StartAsync([Answer.Json(status, "").WithHeader("Retry-After", date), Answers.Good]);
        var time = new AutoAdvancingTime();

        var run = await ClientRun.ToAsync(responder, time);

        Assert.Equal("data sent", run.Last.Message);
        Assert.Equal(expected, time.Waits.Sum());
    }

    [Theory]
    [InlineData("61")]
    [InlineData("86400")]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task An_invalid_or_long_Retry_After_is_ignored(string text)
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(503, "").WithHeader("Retry-After", text), Answers.Good]);
        var time = new AutoAdvancingTime();

        var run = await ClientRun.ToAsync(responder, time);

        Assert.Equal("data sent", run.Last.Message);
        Assert.InRange(Assert.Single(time.Waits), 1, 3);
    }
}
