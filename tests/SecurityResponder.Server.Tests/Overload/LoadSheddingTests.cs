using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class LoadSheddingTests : IDisposable
{
    private const string HeadersOnly = "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 700\r\n";

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("\r\n")]
    [InlineData("Expect: 100-continue\r\n\r\n")]
    public async Task An_overloaded_responder_answers_503_before_the_body_is_sent(string end)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        await using var queue = new FullQueue(responder.Store);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync(HeadersOnly + end);
        var (status, headers) = await connection.HeadAsync();

        Assert.Equal(503, status);
        Assert.InRange(int.Parse(headers["Retry-After"], CultureInfo.InvariantCulture), 5, 25);
        Assert.Equal(("close", "application/problem+json"), (headers["Connection"], headers["Content-Type"]));
        Assert.Equal(1, responder.Counted["responder.request.shed"]);
    }

    [Fact]
    public async Task A_client_that_sends_its_headers_slowly_gets_the_same_503()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync(HeadersOnly[..30]);
        await using var queue = new FullQueue(responder.Store);
        await connection.SendAsync(HeadersOnly[30..] + "\r\n");

        Assert.Equal(503, (await connection.HeadAsync()).Status);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/v1/healthcheck")]
    public async Task Health_checks_are_answered_and_their_connection_is_closed(string path)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        await using var queue = new FullQueue(responder.Store);
        using var response = await responder.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((200, true), ((int)response.StatusCode, response.Headers.ConnectionClose));
        Assert.False(responder.Counted.ContainsKey("responder.request.shed"));
    }

    [Fact]
    public async Task Reports_are_taken_again_when_the_queue_is_empty()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        await using (new FullQueue(responder.Store))
        {
            using var shed = await responder.CheckAsync(RunningResponder.SmallReport);
            Assert.Equal(503, (int)shed.StatusCode);
        }

        using var answered = await responder.CheckAsync(RunningResponder.SmallReport);
        Assert.Equal(200, (int)answered.StatusCode);
    }

    [Fact]
    public void The_delay_of_the_thread_pool_is_above_its_limit_when_work_waits_for_half_a_second()
    {
        var time = new FakeTimeProvider();
        using var delay = new ThreadPoolDelay(time);
        IThreadPoolWorkItem queued = delay;
        queued.Execute();
        Assert.False(delay.IsAboveLimit);

        // The pool may be quick or slow here: time advances until a work item was too slow.
        while (!delay.IsAboveLimit)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        queued.Execute();

        Assert.False(delay.IsAboveLimit);
    }
}
