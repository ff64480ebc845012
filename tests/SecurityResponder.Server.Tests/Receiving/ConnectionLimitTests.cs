namespace SecurityResponder.Server.Tests.Receiving;

public sealed class ConnectionLimitTests : IDisposable
{
    private const long Large = 50 * 1024 * 1024;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("/v1/check", "application/json")]
    [InlineData("/v1/checkupgrade", "application/json")]
    [InlineData("/v1/check", "application/octet-stream")]
    [InlineData("/elsewhere", "multipart/form-_data; boundary=a")]
    public async Task A_body_that_says_it_has_50_MB_is_refused_before_a_byte_of_it_is_sent(string path, string type)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {type}\r\nContent-Length: {Large}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", await connection.StatusLineAsync());
    }

    [Fact]
    public async Task A_body_of_50_MB_in_chunks_is_cut_off_long_before_its_end()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var sent = await connection.SendUntilRefusedAsync($"2000\r\n{new string(' ', 0x2000)}\r\n", Large);

        // Most of it stands in the buffers of the two sockets.
        Assert.InRange(sent, 64 * 1024, Large - 1);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("GET /livez HTTP/1.1\r\nHost: a\r\nX: ")]
    [InlineData("GET /")]
    public async Task Headers_and_lines_without_an_end_are_refused(string start)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync(start + new string('a', 9 * 1024));

        Assert.Matches("^HTTP/1.1 4(14|31) ", await connection.StatusLineAsync());
    }

    [Fact]
    public async Task Five_hundred_senders_that_never_finish_do_not_starve_others()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var slow = Enumerable.Range(0, 500).Select(_ => new RawConnection(responder.Client.BaseAddress!)).ToList();
        for (var i = 0; i < slow.Count; i++)
            await slow[i].SendAsync(i % 2 == 0 ? "POST /v1/check HT" : "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 700\r\n\r\n{");
        for (var i = 0; i < 100; i++)
        {
            using var response = await responder.CheckAsync(RunningResponder.SmallReport);
            Assert.Equal(200, (int)response.StatusCode);
        }

        slow.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task The_listener_keeps_the_documented_limits()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var limits = responder.Limits;

        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), limits.KeepAliveTimeout);
        Assert.Equal((240, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((64 * 1024, 8 * 1024, 2 * 1024, 16_384), (limits.MaxRequestBodySize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestLineSize, limits.MaxConcurrentConnections));
    }
}
