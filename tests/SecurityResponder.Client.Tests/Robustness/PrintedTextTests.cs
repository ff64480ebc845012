using System.Text.Json;
using SecurityResponder.Client.Tests.Checking;
using SecurityResponder.Client.Tests.Collecting;

namespace SecurityResponder.Client.Tests.Robustness;

/// <summary>Text from outside in what is printed. At first, <c>--debug</c> printed marks that reverse the direction of text, a log line had
/// 500,257 characters, and any text was the id of a cluster.</summary>
public sealed class PrintedTextTests
{
    private const int MaxLineLength = 16 << 10;

    [Fact]
    public async Task The_payload_that_is_printed_has_no_character_that_changes_the_direction_of_text()
    {
        const string Os = "SLE \u202e1.6\u202c \u200b\U000E0041\u2066";
        var run = await CollectRun.OfDump(Dump("2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0", Os));

        Assert.Equal(Os, run.Fields["os"]!.GetValue<string>());
        Assert.All(run.Output, character => Assert.True(character is '\n' or (>= ' ' and <= '~'), $"U+{(int)character:X4}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("an-id")]
    [InlineData("2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a")]
    [InlineData("\u001b[2J")]
    [InlineData("2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0\nlevel=error")]
    public async Task A_cluster_id_that_is_no_UUID_is_no_report(string uid)
    {
        var run = await CollectRun.OfDump(Dump(uid, "Linux"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("cannot read namespace kube-system", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_line_of_the_log_is_long_whatever_a_feed_contains()
    {
        var key = new string('k', 500_000);
        using var feeds = new SignedFeeds();
        foreach (var feed in new[]
        {
            $$"""{ "versions": [ { "components": { "{{key}}": 3 } } ] }""",
            $$"""
            { "versions": [ { "name": "v1.34.5+rke2r1" }, { "name": "v1.34.9+rke2r1", "extraInfo": { "releaseNotesURL": "{{key}}" } } ] }
            """,
            $$"""{ "versions": [ { "name": "v1.34.5+rke2r1", "extraInfo": { "cves": "{{key}}" } } ] }""",
        })
        {
            var run = await SignedFeeds.RunAsync(feeds.File(feed));

            Assert.All((run.Output + run.Error).Split('\n'), line => Assert.InRange(line.Length, 0, MaxLineLength));
        }
    }

    private static string Dump(string uid, string os) =>
        $$$"""
        {"items":[{"kind":"Namespace","metadata":{"name":"kube-system","uid":{{{JsonSerializer.Serialize(uid)}}} } },
        {"kind":"DaemonSet","metadata":{"name":"a","namespace":"kube-system"}},
        {"kind":"Node","status":{"nodeInfo":{"osImage":{{{JsonSerializer.Serialize(os)}}} } } }]}
        Server Version: v1.34.5
        """;
}
