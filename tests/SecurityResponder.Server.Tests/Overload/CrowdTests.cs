using System.Net.Sockets;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Very many connections that ask nothing, or never to the end (<see href="https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)"/>).</summary>
public sealed class CrowdTests : IDisposable
{
    // In hexadecimal digits, as .NET reads it: room for 1,365 connections.
    private const string SixtyFourMebibytes = "4000000";

    // Four a second: it takes a few seconds until those who are silent are known.
    private const int MaxAttempts = 40;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Two_thousand_senders_that_never_finish_do_not_starve_others()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var slow = new List<RawConnection>();
        for (var i = 0; i < 2000; i++)
        {
            slow.Add(new RawConnection(responder.Client.BaseAddress!));
            await slow[i].SendAsync(Half(i));
        }

        for (var i = 0; i < 100; i++)
        {
            using var response = await responder.CheckAsync(RunningResponder.SmallReport);
            Assert.Equal(200, (int)response.StatusCode);
        }

        Assert.Equal(100, responder.Kept.Count);
        slow.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Whoever_fills_all_the_room_with_requests_that_never_end_starves_nobody()
    {
        var memory = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = SixtyFourMebibytes };
        using var server = await ServerProcess.StartAsync(_data.Path, environment: memory);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // More than may be open at all, and whoever is closed comes back at once.
        var slow = Enumerable.Range(0, 3000).Select(number => StayAsync(server.Client.BaseAddress!, number, ends.Token)).ToList();
        await server.SaysAsync("708");

        var attempts = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            attempts.Add(await AskUntilServedAsync(server.Client));
        }

        await ends.CancelAsync();
        await Task.WhenAll(slow);

        Assert.All(attempts, needed => Assert.InRange(needed, 1, MaxAttempts));
        TestContext.Current.TestOutputHelper!.WriteLine($"attempts: {string.Join(' ', attempts)}");
        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotMatch(" (warn|fail|crit): Microsoft", server.Said);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_wait_until_there_is_room_and_a_program_that_ends_waits_for_nobody()
    {
        var memory = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = SixtyFourMebibytes };
        using var server = await ServerProcess.StartAsync(_data.Path, environment: memory);
        var open = new List<RawConnection>();
        for (var i = 0; i < 3000; i++)
        {
            open.Add(new RawConnection(server.Client.BaseAddress!));
        }

        var said = await open[^1].StatusLineAsync();
        using (var health = await server.Client.GetAsync("/livez", TestContext.Current.CancellationToken))
        {
            health.EnsureSuccessStatusCode();
        }

        Assert.Equal("HTTP/1.1 503 Busy", said);
        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotMatch(" (warn|fail|crit): Microsoft", server.Said);
        open.ForEach(connection => connection.Dispose());
    }

    private static async Task StayAsync(Uri address, int number, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var connection = new RawConnection(address);
                await connection.SendAsync(Half(number));
                await connection.EndAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // And again.
            }
        }
    }

    private static async Task<int> AskUntilServedAsync(HttpClient client)
    {
        for (var attempts = 1; ; attempts++)
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = RunningResponder.Json(RunningResponder.SmallReport) };
            // As clusters come, each on a connection of its own.
            question.Headers.ConnectionClose = true;
            using var answer = await client.SendAsync(question, TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode || attempts > MaxAttempts)
            {
                return attempts;
            }

            Assert.NotNull(answer.Headers.RetryAfter);
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }

    // Half a line, half the headers, half a body, and a body in chunks without an end.
    private static string Half(int number) => (number % 4) switch
    {
        0 => "POST /v1/check HT",
        1 => "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Ty",
        2 => "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 700\r\n\r\n{",
        _ => "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    };
}
