using System.Diagnostics;
using SecurityResponder.Client.Tests.Checking;
using SecurityResponder.Client.Tests.Collecting;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Robustness;

/// <summary>A named pipe that nobody writes to, or a device without an end, in the place of a file. At first, the run never
/// ended.</summary>
public sealed class PipeAsFileTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _feeds.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pipe_as_feed_is_not_read()
    {
        var run = await SignedFeeds.RunAsync(Pipe("feed.json"));

        Assert.Equal((1, "it is not a regular file"), (run.ExitCode, run.Last["reason"]));
    }

    [Fact]
    public async Task A_pipe_as_signature_is_no_signature()
    {
        var feed = _feeds.File(SignedFeeds.Good);
        Pipe(feed + ".sig");

        var run = await _feeds.RunSignedAsync(feed);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("it is not signed", run.Last["reason"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    public async Task A_pipe_or_a_device_as_public_key_is_a_bad_setting(string file)
    {
        var key = file == "pipe" ? Pipe(file) : file;

        var run = await SignedFeeds.RunAsync(_feeds.File(SignedFeeds.Good), "--feed-public-key", key);

        Assert.Equal((2, $"the feed's public key in {key} cannot be read"), (run.ExitCode, run.Last["reason"]));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    public async Task A_pipe_or_a_device_as_certificate_authorities_is_a_bad_setting(string file)
    {
        var authorities = file == "pipe" ? Pipe(file) : file;

        var run = await ClientRun.OfAsync("--cluster-dump", ClientRun.Dump, "--ca-file", authorities);

        Assert.Equal((2, $"the certificate authorities in {authorities} cannot be read"), (run.ExitCode, run.Last["reason"]));
    }

    [Fact]
    public async Task A_pipe_as_token_is_a_failed_read()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var variables = server.PodVariables();
        var token = Path.Combine(variables["SECURITY_RESPONDER_SERVICE_ACCOUNT"], "token");
        File.Delete(token);
        Pipe(token);

        var run = await CollectRun.Of([], null, variables);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the token cannot be read", run.Lines[^1], StringComparison.Ordinal);
    }

    private string Pipe(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }
}
