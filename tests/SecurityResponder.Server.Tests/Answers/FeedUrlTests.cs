using System.Net;
using System.Net.Sockets;
using System.Text;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedUrlTests
{
    private static readonly Uri Address = new("https://feeds.example.com/v1/feed?of=rke2");

    [Fact]
    public async Task An_unchanged_feed_is_asked_for_by_its_ETag_and_not_sent_again()
    {
        var server = new FeedServer(Feeds.One);
        var url = server.Url();

        Assert.Single((await ReadAsync(url)).Feed.Releases);
        Assert.Same(FeedReadResult.Unchanged.Instance, await LookAsync(url));
        server.Feed = Feeds.Two;
        Assert.Equal(2, (await ReadAsync(url)).Feed.Releases.Count);
    }

    [Fact]
    public async Task The_signature_is_fetched_from_beside_the_feed()
    {
        var server = new FeedServer(Feeds.One) { Signature = "signed" };

        Assert.Equal("signed"u8.ToArray(), (await ReadAsync(server.Url())).Signature);
        Assert.Equal(["/v1/feed?of=rke2", "/v1/feed.sig?of=rke2"], server.Asked);
    }

    [Fact]
    public async Task A_signature_that_comes_after_the_feed_is_found()
    {
        var server = new FeedServer(Feeds.One);
        var url = server.Url();
        Assert.Null((await ReadAsync(url)).Signature);
        Assert.Same(FeedReadResult.Unchanged.Instance, await LookAsync(url));

        server.Signature = "signed";
        Assert.Equal("signed"u8.ToArray(), (await ReadAsync(url)).Signature);
        Assert.Same(FeedReadResult.Unchanged.Instance, await LookAsync(url));
    }

    [Fact]
    public async Task A_bad_feed_is_refused_by_its_place_and_not_fetched_again()
    {
        var server = new FeedServer(Feeds.Bad);
        var url = server.Url();

        Assert.Equal(new FeedReadResult.Refused("$.versions[1].tags: expected a list"), await LookAsync(url));
        Assert.Same(FeedReadResult.Unchanged.Instance, await LookAsync(url));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "the answer is 404")]
    [InlineData(HttpStatusCode.InternalServerError, "the answer is 500")]
    [InlineData(null, "no route")]
    public async Task A_feed_out_of_reach_is_refused_with_the_reason_and_found_again(HttpStatusCode? fault, string reason)
    {
        var server = new FeedServer(Feeds.One) { IsDown = true, Fault = fault };
        var url = server.Url();
        Assert.Equal(new FeedReadResult.Refused(reason), await LookAsync(url));

        server.IsDown = false;
        Assert.Single((await ReadAsync(url)).Feed.Releases);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_is_not_compressed_as_it_says_is_refused(string coding)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await connection.GetStream().WriteAsync(
                Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n"
                    + $"Content-Length: {Encoding.UTF8.GetByteCount(Feeds.One)}\r\n\r\n{Feeds.One}"),
                TestContext.Current.CancellationToken);
            await connection.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        var address = new Uri($"http://{listener.LocalEndpoint}/feed.json");
        using (var client = FeedUrl.NewClient())
        {
            Assert.IsType<FeedReadResult.Refused>(await LookAsync(new FeedUrl(address, client)));
        }

        await answering;
    }

    private static Task<FeedReadResult> LookAsync(FeedUrl url) => url.ReadAsync(TestContext.Current.CancellationToken);

    private static async Task<FeedDocument> ReadAsync(FeedUrl url) => Assert.IsType<FeedReadResult.Readable>(await LookAsync(url)).Document;

    /// <summary>Serves a feed with its ETag, and a signature when there is one.</summary>
    private sealed class FeedServer(string feed) : HttpMessageHandler
    {
        public string Feed { get; set; } = feed;

        public string? Signature { get; set; }

        public bool IsDown { get; set; }

        public HttpStatusCode? Fault { get; init; }

        public List<string> Asked { get; } = [];

        public FeedUrl Url() => new(Address, new HttpClient(this));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.PathAndQuery);
            if (IsDown)
            {
                return Task.FromResult(new HttpResponseMessage(Fault ?? throw new HttpRequestException("no route")));
            }

            return Task.FromResult(request.RequestUri.AbsolutePath.EndsWith(".sig", StringComparison.Ordinal)
                ? Answer(Signature, null)
                : Answer(request.Headers.IfNoneMatch.ToString() == Tag ? "" : Feed, Tag));
        }

        private string Tag => $"\"{Feed.Length}\"";

        private static HttpResponseMessage Answer(string? body, string? tag)
        {
            var status = body switch { null => HttpStatusCode.NotFound, "" => HttpStatusCode.NotModified, _ => HttpStatusCode.OK };
            var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? "")) };
            if (tag is not null)
            {
                answer.Headers.ETag = new(tag);
            }

            return answer;
        }
    }
}
