using System.Text;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class FeedBufferTests
{
    [Fact]
    public void A_feed_in_memory_is_read_like_one_that_comes_in_pieces()
    {
        var json = Encoding.UTF8.GetBytes($$"""{ "versions": [ {{string.Join(',', Enumerable.Range(0, 1000).Select(Release))}} ] }""");
        var whole = FeedBuffer.Read(json, out var fault);

        Assert.Null(fault);
        Assert.Equal(1000, whole!.Releases.Count);
        Assert.All([1, 7, 4096, 70_000], size => Assert.Equal(1000, InPieces(json, size, out _)!.Releases.Count));
    }

    [Theory]
    [InlineData(0, 1_000_000, null)]
    [InlineData(40_000, 1_000_000, null)]
    [InlineData(0, 1_100_000, "$.versions[1]: expected at most 1048576 bytes in one entry")]
    [InlineData(600_000, 1_100_000, "$.versions[1]: expected at most 1048576 bytes in one entry")]
    public void An_entry_has_a_limit_wherever_it_begins(int spaces, int length, string? fault)
    {
        var entry = $$"""{ "name": "v1.31.0+rke2r1", "note": "{{new string('a', length)}}" }""";
        var json = Encoding.UTF8.GetBytes($$"""{ "versions": [ { "name": "v1.30.0+rke2r1" },{{new string(' ', spaces)}}{{entry}} ] }""");

        Assert.Equal(fault is null, FeedBuffer.Read(json, out var found) is not null);
        Assert.Equal(fault, found);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$: expected at most 8388608 bytes in all")]
    public void A_feed_has_a_limit(int tooMany, string? fault)
    {
        const string Start = """{ "versions": [ ], "a": [ """;
        var spaces = new string(' ', FeedBuffer.MaxBytes + tooMany - Start.Length - 3);

        Assert.Equal(fault is null, FeedBuffer.Read(Encoding.UTF8.GetBytes($"{Start}{spaces}] }}"), out var found) is not null);
        Assert.Equal(fault, found);
    }

    [Fact]
    public void Nothing_more_is_wanted_after_a_fault()
    {
        using var buffer = new FeedBuffer();
        buffer.Advance(Encoding.UTF8.GetBytes("{ \"versions\": [ { \"note\": \"", buffer.Free.Span));
        while (buffer.Fault is null)
        {
            buffer.Free.Span.Fill((byte)'a');
            buffer.Advance(buffer.Free.Length);
        }

        Assert.True(buffer.IsDone);
    }

    private static string Release(int patch) => $$"""{ "name": "v1.30.{{patch}}+rke2r1", "tags": [ "{{new string('t', 100)}}" ] }""";

    private static Feed? InPieces(byte[] json, int size, out string? fault)
    {
        using var buffer = new FeedBuffer();
        for (var at = 0; !buffer.IsDone;)
        {
            var count = Math.Min(Math.Min(size, buffer.Free.Length), json.Length - at);
            json.AsSpan(at, count).CopyTo(buffer.Free.Span);
            buffer.Advance(count);
            at += count;
        }

        fault = buffer.Fault;
        return buffer.End();
    }
}
