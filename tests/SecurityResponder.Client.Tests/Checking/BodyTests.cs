using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Invalid answers with status 200.</summary>
public sealed class BodyTests
{
    private const string NotUnderstood = "the answer cannot be parsed; there is no assessment in this run";

    [Theory]
    [InlineData("", "$: expected a JSON object, found nothing")]
    [InlineData("not json", "$: expected well-formed JSON")]
    [InlineData("""{ "versions": [ { "name": """, "expected well-formed JSON")]
    [InlineData("null", "$: expected a JSON object")]
    [InlineData("[]", "$: expected a JSON object")]
    [InlineData("{}", "$.versions: expected a list of releases")]
    [InlineData("""{ "versions": "none" }""", "$.versions: expected a list")]
    [InlineData("<html><body>Please log in to the hotel's network</body></html>", "$: expected well-formed JSON")]
    public async Task An_invalid_answer_is_never_a_success(string body, string reason)
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, body), Answers.Good]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(1, run.ExitCode);
        Assert.Single(responder.Requests.All);
        Assert.Equal(("error", NotUnderstood), (run.Last.Level, run.Last.Message));
        Assert.Contains(reason, run.Last["reason"]);
        Assert.DoesNotContain(run.Log, line => line.Message is "data sent" or "response received");
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_answer_of_ten_MiB_is_read_up_to_one()
    {
        var part = new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(new string(' ', 64 << 10)));
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, [.. Enumerable.Repeat(part, 160)])]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal((NotUnderstood, "the answer is longer than 1048576 bytes"), (run.Last.Message, run.Last["reason"]));
        Assert.Single(responder.Requests.All);
    }

    [Fact]
    public async Task An_endless_answer_is_read_up_to_one_MiB()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Endless("[", new string('0', 32 << 10) + ",")]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal((NotUnderstood, "the answer is longer than 1048576 bytes"), (run.Last.Message, run.Last["reason"]));
    }

    [Fact]
    public async Task An_answer_of_exactly_one_MiB_is_read()
    {
        var body = Answers.Public.PadRight(1 << 20);
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, body)]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal("data sent", run.Last.Message);
    }

    [Fact]
    public async Task A_slow_body_ends_with_the_attempt_and_is_tried_three_times()
    {
        var never = new TaskCompletionSource();
        await using var responder = await FakeResponder.StartAsync([Answer.SlowBody("""{ "versions": [""", never.Task, "]}")]);
        var time = new AutoAdvancingTime();

        var running = ClientRun.ToAsync(responder, time);
        await ConnectionTests.PassAttemptsAsync(responder, time, attempts: 3);
        var run = await running;

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("no complete answer within 50 s", run.Last["reason"]);
        Assert.Equal(3, responder.Requests.All.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_the_answer_is_tried_three_times()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Aborted("""{ "versions": [""")]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(3, responder.Requests.All.Count);
        Assert.StartsWith("the connection broke off", run.Last["reason"]);
    }
}
