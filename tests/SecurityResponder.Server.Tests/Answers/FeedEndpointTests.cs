using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedEndpointTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_comes_compressed_to_who_asks_for_it_and_says_the_same(string coding)
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var plain = await responder.AnswerAsync("v1.34.1+rke2r1");
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = RunningResponder.Json("""{"appVersion":"v1.34.1+rke2r1"}""") };
        request.Headers.AcceptEncoding.ParseAdd(coding);
        using var response = await responder.Client.SendAsync(request, Cancelled);

        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        Assert.True(response.Content.Headers.ContentLength < plain.Length / 3);
        Assert.Equal(plain, await UnpackedAsync(response, coding));
    }

    [Fact]
    public async Task The_feed_is_handed_on_byte_for_byte_and_again_only_when_it_has_changed()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var first = await responder.Client.GetAsync("/v1/feed", Cancelled);
        using var again = await AskAsync(responder, first.Headers.ETag);
        using var other = await AskAsync(responder, new EntityTagHeaderValue("\"another\""));

        Assert.Equal(await File.ReadAllBytesAsync(Repository.SampleFeed, Cancelled), await first.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Equal("application/json", first.Content.Headers.ContentType?.ToString());
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task The_compressed_feed_is_the_same_under_an_ETag_of_its_own()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var plain = await responder.Client.GetAsync("/v1/feed", Cancelled);
        using var compressed = await AskAsync(responder, plain.Headers.ETag, "br");
        using var again = await AskAsync(responder, compressed.Headers.ETag, "br");

        Assert.Equal(HttpStatusCode.OK, compressed.StatusCode);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancelled), await UnpackedAsync(compressed, "br"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_sends_nothing()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var response = await responder.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/feed"), Cancelled);

        Assert.Equal(new FileInfo(Repository.SampleFeed).Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task The_signature_is_handed_on_when_there_is_one()
    {
        await File.WriteAllTextAsync(_data.File("feed.json"), Feeds.One, Cancelled);
        await using (var unsigned = await RunningResponder.StartAsync(_data.Path, _data.File("feed.json")))
        {
            using var none = await unsigned.Client.GetAsync("/v1/feed.sig", Cancelled);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        await File.WriteAllTextAsync(_data.File("feed.json.sig"), "signed", Cancelled);
        await using var responder = await RunningResponder.StartAsync(_data.Path, _data.File("feed.json"));
        Assert.Equal("signed", await responder.Client.GetStringAsync("/v1/feed.sig", Cancelled));
    }

    [Fact]
    public async Task A_responder_answers_from_the_feed_that_another_hands_on()
    {
        await File.WriteAllTextAsync(_data.File("feed.json"), Feeds.Two, Cancelled);
        await File.WriteAllTextAsync(_data.File("feed.json.sig"), "signed", Cancelled);
        using var upstream = await ServerProcess.StartAsync(_data.File("upstream"), _data.File("feed.json"));
        using var mirror = await ServerProcess.StartAsync(_data.File("mirror"), upstream.Client.BaseAddress + "v1/feed");
        await mirror.SaysAsync("[703]");

        Assert.Equal(Feeds.Two, await mirror.Client.GetStringAsync("/v1/feed", Cancelled));
        Assert.Equal("signed", await mirror.Client.GetStringAsync("/v1/feed.sig", Cancelled));
    }

    private static Task<HttpResponseMessage> AskAsync(RunningResponder responder, EntityTagHeaderValue? known, string? coding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/feed");
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        if (coding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(coding);
        }

        return responder.Client.SendAsync(request, Cancelled);
    }

    private static async Task<string> UnpackedAsync(HttpResponseMessage response, string coding)
    {
        var packed = await response.Content.ReadAsStreamAsync(Cancelled);
        await using Stream unpacked = coding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        return await new StreamReader(unpacked).ReadToEndAsync(Cancelled);
    }
}
