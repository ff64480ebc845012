using System.Text.Json;
using SecurityResponder.Server.Answering;

namespace SecurityResponder.Server.Tests.Answering;

public sealed class AnswerTests : IDisposable
{
    private const string LonghornFeed =
        """
        { "versions": [
            { "name": "v1.34.2+rke2r1", "releaseDate": "2025-11-20T10:00:00Z", "minUpgradableVersion": "", "tags": null, "extraInfo": null },
            { "name": "v1.34.10+rke2r1", "releaseDate": "2026-08-04", "tags": ["latest"], "minUpgradableVersion": "v1.34.0",
              "extraInfo": { "cves": "CVE-2026-2,CVE-2026-1", "releaseNotesURL": "https://example.com/notes" } },
            { "name": "v1.34.2+rke2r3" } ],
          "requestIntervalInMinutes": 60 }
        """;

    private readonly TemporaryDirectory data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Every_release_has_the_five_keys_that_deployed_clients_decode_newest_first()
    {
        await using var responder = await RunningResponder.StartAsync(data.Path, Feed(LonghornFeed));
        var answer = await responder.AnswerAsync("v1.34.2+rke2r1");

        Assert.Contains(
            """
            "versions":[{"name":"v1.34.10+rke2r1","releaseDate":"2026-08-04T00:00:00Z","minUpgradableVersion":"v1.34.0","tags":["latest"],"extraInfo":{"cves":"CVE-2026-2,CVE-2026-1","releaseNotesURL":"https://example.com/notes"}},{"name":"v1.34.2+rke2r3","releaseDate":"","minUpgradableVersion":"","tags":[],"extraInfo":null},{"name":"v1.34.2+rke2r1","releaseDate":"2025-11-20T10:00:00Z","minUpgradableVersion":"","tags":[],"extraInfo":null}]
            """.Trim(),
            answer,
            StringComparison.Ordinal);
        Assert.EndsWith(""","requestIntervalInMinutes":60}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_without_advisories_gives_an_answer_without_them()
    {
        await using var responder = await RunningResponder.StartAsync(data.Path, Feed(LonghornFeed));
        using var answer = JsonDocument.Parse(await responder.AnswerAsync("v1.34.2+rke2r1"));

        Assert.False(answer.RootElement.TryGetProperty("advisories", out _));
    }

    [Fact]
    public async Task The_same_feed_gives_the_same_bytes_after_a_restart()
    {
        string first, second;
        await using (var responder = await RunningResponder.StartAsync(data.Path)) first = await responder.AnswerAsync("v1.34.1+rke2r1");
        await using (var responder = await RunningResponder.StartAsync(data.Path)) second = await responder.AnswerAsync("v1.34.1+rke2r1");

        Assert.Equal(first, second);
    }

    [Fact]
    public void Only_releases_of_the_feed_have_an_answer_of_their_own()
    {
        var answers = Answers.Of(FeedFile.Read(Repository.SampleFeed));
        ReadOnlyMemory<byte> For(string version) => answers.For(SecurityResponder.Releases.ReleaseVersion.TryParse(version)!);

        Assert.True(For("v1.34.1+rke2r1").Equals(For("v1.34.1+rke2r1")));
        Assert.False(For("v1.34.1+rke2r1").Equals(For("v1.34.10+rke2r1")));
        Assert.True(For("v9.9.9").Equals(For("v1.34.1+fork1")));
    }

    private string Feed(string json)
    {
        var file = data.File("feed.json");
        File.WriteAllText(file, json);
        return file;
    }
}
