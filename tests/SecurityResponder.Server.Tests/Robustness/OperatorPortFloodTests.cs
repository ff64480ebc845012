using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Operators;
using SecurityResponder.Server.Tests.Checks;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Strangers on the operators' port. At first, 300 connections without a token locked operators out, and 19,034 tokens could be
/// tried in 5 s.</summary>
public sealed class OperatorPortFloodTests : IDisposable
{
    private const int Strangers = 300;

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: ")]
    public async Task Connections_without_a_token_do_not_lock_operators_out(string beginning)
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        using var client = responder.Client();
        Assert.Equal(200, (int)(await client.GetAsync("/metrics", Cancelled)).StatusCode);
        var strangers = Enumerable.Range(0, Strangers).Select(_ => new RawConnection(responder.OperatorAddress)).ToList();
        foreach (var stranger in strangers)
        {
            try
            {
                await stranger.SendAsync(beginning);
            }
            catch (IOException)
            {
                // It was closed to make room.
            }
        }

        using var other = responder.Client();

        Assert.Equal(200, (int)(await other.GetAsync("/metrics", Cancelled)).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync("/metrics", Cancelled)).StatusCode);
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task A_request_without_the_token_ends_its_connection()
    {
        await using var responder = await OperatorAccess.StartAsync(_data);
        foreach (var authorization in new[] { "", "Authorization: Bearer wrong\r\n" })
        {
            using var connection = new RawConnection(responder.OperatorAddress);
            await connection.SendAsync($"GET /metrics HTTP/1.1\r\nHost: a\r\n{authorization}\r\n");

            Assert.StartsWith("HTTP/1.1 401 ", await connection.EndAsync(Cancelled), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_tokens_are_answered_one_after_the_other()
    {
        var time = new FakeTimeProvider();
        using var guesses = new TokenGuesses(time);
        var first = guesses.WaitAsync(Cancelled);
        var second = guesses.WaitAsync(Cancelled);

        Assert.False(first.IsCompleted);
        time.Advance(TokenGuesses.Delay);
        await first;
        Assert.False(second.IsCompleted);
        while (!second.IsCompleted)
        {
            time.Advance(TokenGuesses.Delay);
            await Task.Yield();
        }
    }
}
