using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Fakes;
using SecurityResponder.Feed.Fetching;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Fetching;

public sealed class SourceCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await using var server = await FakeResponder.StartAsync([
            Answer.Json(200, "one").WithHeader("ETag", "\"1\"").WithHeader("Last-Modified", "Tue, 24 Nov 2026 06:00:00 GMT"),
            Answer.Json(304, ""),
            Answer.Json(200, "two").WithHeader("ETag", "W/\"2\""),
            Answer.Json(304, ""),
        ]);

        Assert.Equal(["one", "one", "two", "two"], Enumerable.Range(0, 4).Select(_ => Read(server)).ToList());
        Assert.Equal(
            [null, "\"1\"", "\"1\"", "W/\"2\""],
            server.Requests.All.Select(request => request.Headers.GetValueOrDefault("If-None-Match")));
        Assert.Equal(
            [null, "Tue, 24 Nov 2026 06:00:00 GMT", "Tue, 24 Nov 2026 06:00:00 GMT", null],
            server.Requests.All.Select(request => request.Headers.GetValueOrDefault("If-Modified-Since")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task A_server_that_recovers_is_asked_again(int status)
    {
        await using var server = await FakeResponder.StartAsync([
            Answer.Json(status, "").WithRetryAfter(0), Answer.Json(status, ""), Answer.Json(200, "one")]);

        Assert.Equal("one", Read(server));
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_given_up_on()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(502, "")]);

        Assert.Contains("the server answered 502, after 3 attempts", Fault(server), StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.All.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(304)]
    [InlineData(206)]
    public async Task An_answer_without_the_content_is_final(int status)
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(status, "")]);

        Assert.Contains($"{status}", Fault(server), StringComparison.Ordinal);
        Assert.Single(server.Requests.All);
    }

    [Fact]
    public async Task An_endless_body_ends_at_the_limit()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Endless("{", new string(' ', 10_000))]);

        Assert.Contains("more than 100000 bytes", Fault(server, Limits with { MaxBytes = 100_000 }), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_content_that_is_announced_as_too_large_is_not_read()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, new string(' ', 100_001))]);

        Assert.Contains("more than 100000 bytes", Fault(server, Limits with { MaxBytes = 100_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stops_is_read_again()
    {
        var never = new TaskCompletionSource().Task;
        await using var server = await FakeResponder.StartAsync([Answer.SlowBody("on", never, "e"), Answer.Never, Answer.Json(200, "one")]);

        Assert.Equal("one", Read(server, Limits with { IdleTimeout = TimeSpan.FromMilliseconds(300) }));
    }

    [Fact]
    public async Task A_download_that_takes_too_long_is_given_up_on()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Never]);

        Assert.Contains(
            "took more than 0.3 s", Fault(server, Limits with { TotalTimeout = TimeSpan.FromSeconds(0.3) }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_body_is_read_again()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Aborted("on"), Answer.Json(200, "one")]);

        Assert.Equal("one", Read(server));
    }

    [Fact]
    public async Task A_truncated_body_leaves_the_old_copy()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "old"), Answer.Aborted("on")]);
        Read(server);

        Assert.Contains("the connection ", Fault(server), StringComparison.Ordinal);
        Assert.Equal("old", Read(server, isOffline: true));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "one")], ["example.org"]);

        Assert.Contains("certificate is not trusted", Fault(server), StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "one")]);
        using var downloader = new SourceDownloader(Limits, roots: null);

        Assert.Contains(
            "certificate is not trusted",
            Assert.Throws<InvalidSourceException>(() => new SourceCache(_folder.Path, downloader).FileOf(AddressOf(server))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/other.json", true)]
    [InlineData("http://127.0.0.1/other.json", false)]
    [InlineData("file:///etc/passwd", false)]
    public async Task A_redirect_is_followed_within_https(string location, bool isFollowed)
    {
        await using var server = await FakeResponder.StartAsync([Answer.Redirect(location), Answer.Json(200, "one")]);

        if (isFollowed)
        {
            Assert.Equal("one", Read(server));
        }
        else
        {
            Assert.Contains("redirects to an address that is not https", Fault(server), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Redirect("/again")]);

        Assert.Contains("redirects more than 5 times", Fault(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_a_missing_copy_is_an_error_that_names_it()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "one")]);

        var message = Fault(server, isOffline: true);

        Assert.StartsWith($"https://127.0.0.1:{server.Port}/v1/check: the cache has no copy", message, StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_copy_is_read_again_without_conditions(bool isDescription)
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "one").WithHeader("ETag", "\"1\"")]);
        Read(server);
        var file = Directory.GetFiles(_folder.Path).Single(path => path.EndsWith(".json", StringComparison.Ordinal) == isDescription);
        await File.WriteAllTextAsync(file, "damaged", TestContext.Current.CancellationToken);

        Assert.Contains("the copy in the cache is damaged", Fault(server, isOffline: true), StringComparison.Ordinal);
        Assert.Equal("one", Read(server));
        Assert.DoesNotContain("If-None-Match", server.Requests.All[1].Headers.Keys);
    }

    [Fact]
    public async Task Credentials_are_sent_to_their_host_and_stored_nowhere()
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, "one")]);
        var address = SourceAddress.Parse($"https://user:secret@127.0.0.1:{server.Port}/a.json?token=secret#secret");

        var file = Cache(server, Limits, out var downloader).FileOf(address).Path;
        downloader?.Dispose();

        Assert.Equal("Basic dXNlcjpzZWNyZXQ=", server.Requests.All[0].Headers["Authorization"]);
        Assert.Equal("?token=secret", server.Requests.All[0].Query);
        var description = await File.ReadAllTextAsync(file + ".json", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", description, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", file, StringComparison.Ordinal);
    }

    private static DownloadLimits Limits { get; } = new() { MaxAttempts = 3, FirstRetryDelay = TimeSpan.Zero };

    private static SourceAddress AddressOf(FakeResponder server) => SourceAddress.Parse(server.Endpoint.AbsoluteUri);

    private string Read(FakeResponder server, DownloadLimits? limits = null, bool isOffline = false)
    {
        var cache = Cache(server, isOffline ? null : limits ?? Limits, out var downloader);
        using (downloader)
        {
            return File.ReadAllText(cache.FileOf(AddressOf(server)).Path);
        }
    }

    private string Fault(FakeResponder server, DownloadLimits? limits = null, bool isOffline = false) =>
        Assert.Throws<InvalidSourceException>(() => Read(server, limits, isOffline)).Message;

    private SourceCache Cache(FakeResponder server, DownloadLimits? limits, out SourceDownloader? downloader)
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(server.CaFile);
        downloader = limits is null ? null : new SourceDownloader(limits, roots);
        return new SourceCache(_folder.Path, downloader);
    }
}
