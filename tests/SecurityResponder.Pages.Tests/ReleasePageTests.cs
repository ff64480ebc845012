using System.Net;
using SecurityResponder.Server.Tests;

namespace SecurityResponder.Pages.Tests;

public sealed class ReleasePageTests(Stage stage) : IDisposable
{
    private const string Feed =
        """
        {"generated":"2026-11-24T06:00:00Z","versions":[
          {"name":"v1.34.1+rke2r1","releaseDate":"2025-09-17","components":{"runc":"v1.3.1","traefik":"v3.5.0"},
           "extraInfo":{"releaseNotesURL":"https://example.org/notes"}},
          {"name":"v1.34.2+rke2r1","components":{"runc":"v1.3.3","traefik":"v3.5.0"}}],
         "advisories":[
          {"id":"CVE-2026-1","summary":"<b>bad</b>","database_specific":{"severity":"CRITICAL"},
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/opencontainers/runc"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.3.3"}]}]}],
           "references":[{"type":"WEB","url":"https://example.org/CVE-2026-1"}]},
          {"id":"CVE-2026-2",
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/traefik/traefik/v3"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"3.0.0"}]}]}],
           "database_specific":{"severity":"LOW","vex":[
             {"component":"traefik","status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}]}},
          {"id":"CVE-2026-3",
           "affected":[{"package":{"ecosystem":"Go","name":"go.etcd.io/etcd/server/v3"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}]}
        """;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_release_is_shown_with_its_CVEs_and_with_those_that_do_not_affect_it()
    {
        await File.WriteAllTextAsync(_data.File("feed.json"), Feed, TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(_data.Path, _data.File("feed.json"));
        var page = await responder.Client.GetStringAsync("/releases/v1.34.1+rke2r1", TestContext.Current.CancellationToken);

        Assert.Contains("1 published CVE", page, StringComparison.Ordinal);
        Assert.Matches("href=\"https://example.org/CVE-2026-1\"[^>]*><bdi>CVE-2026-1</bdi>", page);
        Assert.Contains("<span class=\"badge critical\">critical</span>", page, StringComparison.Ordinal);
        Assert.Contains("runc v1.3.1", page, StringComparison.Ordinal);
        Assert.Matches("Fixed in\">\\s*<a href=\"/releases/v1.34.2[^\"]+\">v1.34.2", page);
        Assert.Contains("&lt;b&gt;bad&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Matches("(?s)Not affected.*CVE-2026-2.*vulnerable code not in execute path", page);
        Assert.Matches("(?s)Undecided.*CVE-2026-3", page);
    }

    [Fact]
    public async Task A_new_feed_changes_the_page()
    {
        const string withoutCves = """{"versions":[{"name":"v1.34.1+rke2r1"}],"advisories":[]}""";
        await File.WriteAllTextAsync(_data.File("feed.json"), withoutCves, TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(_data.Path, _data.File("feed.json"));
        Assert.Contains(
            "No published CVEs", await responder.Client.GetStringAsync("/releases/v1.34.1+rke2r1", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        responder.Get<Server.Answers.CurrentAnswers>().Hold(Read(Feed));

        Assert.Contains(
            "1 published CVE", await responder.Client.GetStringAsync("/releases/v1.34.1+rke2r1", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/releases/v1.0.0")]
    [InlineData("/releases/latest")]
    [InlineData("/releases/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/releases/..%2f..%2fsecret.key")]
    public async Task A_release_that_is_not_in_the_feed_is_not_found(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await stage.Full.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Release not found", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_release_of_the_feed_is_listed_with_a_link_to_its_page()
    {
        var list = await stage.Full.Client.GetStringAsync("/releases", TestContext.Current.CancellationToken);
        var releases = Server.Tests.Feeds.Read(Repository.SampleFeed).Feed.Releases;

        Assert.NotEmpty(releases);
        foreach (var version in releases.Select(release => release.Version.ToString()))
        {
            Assert.Contains($"/releases/{version.Replace("+", "&#x2B;", StringComparison.Ordinal)}\"", list, StringComparison.Ordinal);
            using var response = await stage.Full.Client.GetAsync($"/releases/{version}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static Server.Answers.FeedDocument Read(string feed) => Assert.IsType<Server.Answers.FeedReadResult.Readable>(
        Server.Answers.FeedDocument.Read("test", System.Text.Encoding.UTF8.GetBytes(feed))).Document;
}
