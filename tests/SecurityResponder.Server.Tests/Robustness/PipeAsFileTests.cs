using System.Diagnostics;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>A named pipe that nobody writes to in the place of a file. At first, the start never ended.</summary>
public sealed class PipeAsFileTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("--feed")]
    [InlineData("--secret")]
    [InlineData("--request-schema")]
    [InlineData("--country-database")]
    [InlineData("--operator-token-file")]
    [InlineData("--postgres", "file:")]
    public async Task A_pipe_in_the_place_of_a_file_is_a_bad_setting(string flag, string prefix = "")
    {
        var pipe = Pipe("pipe");
        var (exitCode, _, error) = await ServerProcess.RunAsync(
            "--urls", "http://127.0.0.1:0", "--data", _data.File("data"), "--feed", Repository.SampleFeed,
            "--operator-urls", "http://127.0.0.1:0", "--operator-token-file", Token(), "--trusted-proxies", "10.0.0.0/8",
            flag, prefix + pipe);

        Assert.Equal(2, exitCode);
        Assert.Contains("is not a regular file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_as_signature_is_a_bad_setting()
    {
        var feed = _data.File("feed.json");
        await File.WriteAllTextAsync(feed, Feeds.One, TestContext.Current.CancellationToken);
        Pipe("feed.json.sig");

        var (exitCode, _, error) = await ServerProcess.RunAsync("--data", _data.File("data"), "--feed", feed);

        Assert.Equal(2, exitCode);
        Assert.Contains("feed.json.sig is not a regular file", error, StringComparison.Ordinal);
    }

    private string Token()
    {
        File.WriteAllText(_data.File("token"), new string('t', 32));
        return _data.File("token");
    }

    private string Pipe(string name)
    {
        using var made = Process.Start("mkfifo", [_data.File(name)]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return _data.File(name);
    }
}
