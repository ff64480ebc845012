using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Checks;

public sealed class ConnectionLimitTests : IDisposable
{
    private const long Large = 50 * 1024 * 1024;

    // A .NET program that is not native has 100 and more before it does anything.
    private const int MaxMemoryMegabytes = 250;

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
        await connection.SendAsync(
            "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var sent = await connection.SendUntilRefusedAsync($"2000\r\n{new string(' ', 0x2000)}\r\n", Large);

        // Most of it stands in the buffers of the two sockets.
        Assert.InRange(sent, 64 * 1024, Large - 1);
        using var response = await responder.CheckAsync(RunningResponder.SmallReport);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("POST /v1/check", "Content-Type: application/json\r\nContent-Encoding: gzip")]
    [InlineData("POST /v1/check", "Content-Type: text/plain")]
    [InlineData("POST /v1/checkupgrade", "Content-Type: multipart/form-data; boundary=a")]
    [InlineData("POST /elsewhere", "Content-Type: application/json")]
    [InlineData("POST /v1/feed", "Content-Type: application/json")]
    [InlineData("GET /livez", "Content-Type: application/json")]
    [InlineData("PUT /v1/check", "Content-Type: application/octet-stream")]
    public async Task A_body_in_chunks_that_nobody_wants_is_not_read_to_its_end(string request, string headers)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync($"{request} HTTP/1.1\r\nHost: a\r\n{headers}\r\nTransfer-Encoding: chunked\r\n\r\n");

        Assert.InRange(await connection.SendUntilRefusedAsync($"2000\r\n{new string(' ', 0x2000)}\r\n", Large), 1, Large - 1);
    }

    [Theory]
    [InlineData("Content-Length: 10")]
    [InlineData("Content-Length: 0")]
    public async Task What_comes_behind_the_length_that_was_told_is_no_request_and_not_read_to_its_end(string length)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync($"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{length}\r\n\r\n");

        Assert.InRange(await connection.SendUntilRefusedAsync(new string('a', 0x2000), Large), 1, Large - 1);
    }

    [Theory]
    [InlineData("Content-Length: 52428800\r\nContent-Length: 10")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length: -1")]
    [InlineData("Transfer-Encoding: identity")]
    public async Task Lengths_that_contradict_themselves_are_refused(string headers)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var connection = new RawConnection(responder.Client.BaseAddress!);
        await connection.SendAsync($"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{headers}\r\n\r\n");

        Assert.Matches("^HTTP/1.1 4(00|11|13|15) ", await connection.StatusLineAsync());
    }

    [Theory]
    [InlineData("Content-Length: 700\r\n\r\n{", 408)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", 408)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400)]
    [InlineData("Content-Length: 52428800\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    public async Task A_body_that_stops_or_is_not_what_it_says_ends_the_connection_and_is_no_fault_of_the_program(
        string request, int status)
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        using (var connection = new RawConnection(server.Client.BaseAddress!))
        {
            await connection.SendAsync($"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{request}");
            Assert.StartsWith($"HTTP/1.1 {status} ", await connection.StatusLineAsync());
        }

        using (var hangsUp = new RawConnection(server.Client.BaseAddress!))
        {
            await hangsUp.SendAsync("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 700\r\n\r\n{");
        }

        Assert.Equal(0, await server.TerminateAsync());

        Assert.DoesNotMatch(" (warn|fail|crit): ", server.Said);
    }

    [Fact]
    public async Task Large_bodies_of_every_kind_at_once_take_no_memory()
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        string[] kinds =
        [
            $"POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Large}\r\n\r\n",
            "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /elsewhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        ];
        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, async (i, _) =>
        {
            using var connection = new RawConnection(server.Client.BaseAddress!);
            await connection.SendAsync(kinds[i % kinds.Length]);
            await connection.SendUntilRefusedAsync($"2000\r\n{new string(' ', 0x2000)}\r\n", Large);
        });

        Assert.InRange(server.PeakMemoryMegabytes, 1, MaxMemoryMegabytes);
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
    public async Task Large_bodies_beyond_a_number_are_sent_away_and_reports_of_a_usual_size_are_not()
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        var large = new List<RawConnection>();
        for (var i = 0; i <= KestrelLimits.LargeBodies; i++)
        {
            large.Add(new RawConnection(server.Client.BaseAddress!));
            await large[i].SendAsync(
                "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
        }

        using var usual = await server.Client.PostAsync("/v1/check", RunningResponder.Json(RunningResponder.SmallReport),
            TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)usual.StatusCode);
        // Whichever came last to its turn is sent away; the others are waited for, until they are too slow.
        var ends = await Task.WhenAll(large.Select(connection => connection.StatusLineAsync()));
        Assert.Equal([(256, "HTTP/1.1 408 Request Timeout"), (1, "HTTP/1.1 503 Service Unavailable")],
            ends.CountBy(end => end).Select(end => (end.Value, end.Key)).OrderByDescending(end => end.Value));
        large.ForEach(connection => connection.Dispose());
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task The_listener_keeps_the_documented_limits()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var limits = responder.Limits;

        Assert.Equal(TimeSpan.FromSeconds(5), limits.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(20), limits.KeepAliveTimeout);
        Assert.Equal(
            (240, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((64 * 1024, 8 * 1024, 2 * 1024),
            (limits.MaxRequestBodySize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestLineSize));
    }

    [Theory]
    [InlineData(0, 512)]
    [InlineData(96, 1024)]
    [InlineData(192, 2048)]
    [InlineData(576, 6144)]
    [InlineData(1152, 12_288)]
    [InlineData(24 * 1024, 12_288)]
    public void As_many_connections_may_be_open_as_the_memory_bears(long mebibytes, int connections) =>
        Assert.Equal(connections, KestrelLimits.Connections(mebibytes * 1024 * 1024));
}
