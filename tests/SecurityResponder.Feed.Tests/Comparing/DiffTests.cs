using System.Text.Json;
using SecurityResponder.Feed.Comparing;

namespace SecurityResponder.Feed.Tests.Comparing;

public sealed class DiffTests : IDisposable
{
    private const string Advisory = """
        {"id": "CVE-2026-53488", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N"}],
         "affected": [{"package": {"name": "containerd"},
           "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.2.0"}, {"fixed": "2.2.5"}]}]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_finding_names_release_component_severity_and_fix()
    {
        var run = Diff(Feed(""), Feed(Advisory));

        Assert.Equal("v1.35.5+rke2r2: +CVE-2026-53488 containerd 2.2.3, high, fixed in v1.35.6+rke2r1\n", run.Output);
    }

    [Fact]
    public void A_finding_that_is_gone_is_named() =>
        Assert.Equal("v1.35.5+rke2r2: -CVE-2026-53488 containerd 2.2.3\n", Diff(Feed(Advisory), Feed("")).Output);

    [Fact]
    public void Equal_feeds_have_no_difference()
    {
        Assert.Equal("", Diff(Feed(Advisory), Feed(Advisory)).Output);
        Assert.Equal("No changes.\n", Diff(Feed(Advisory), Feed(Advisory), "--format", "markdown").Output);
    }

    [Fact]
    public void Marks_support_and_severities_are_compared()
    {
        var old = Feed(Advisory);
        var current = Feed(Advisory.Replace("I:H", "I:N", StringComparison.Ordinal))
            .Replace("\"tags\": []", "\"tags\": [\"latest\"], \"withdrawn\": true", StringComparison.Ordinal)
            .Replace("2027-02-28", "2027-03-28", StringComparison.Ordinal);

        var lines = Diff(old, current).Output.Split('\n');

        Assert.Contains("1.35: support ends on 2027-03-28, was 2027-02-28", lines);
        Assert.Contains("v1.35.6+rke2r1: now withdrawn", lines);
        Assert.Contains("v1.35.6+rke2r1: now latest", lines);
        Assert.Contains("CVE-2026-53488: 6.5 medium, was 8.1 high", lines);
    }

    [Fact]
    public void Markdown_is_a_table() => Assert.Equal(
        "| subject | change |\n| --- | --- |\n| v1.35.5+rke2r2 | +CVE-2026-53488 containerd 2.2.3, high, fixed in v1.35.6+rke2r1 |\n",
        Diff(Feed(""), Feed(Advisory), "--format", "markdown").Output);

    [Fact]
    public void Json_has_the_kind_of_each_change()
    {
        using var document = JsonDocument.Parse(Diff(Feed(""), Feed(Advisory), "--format", "json").Output);

        var change = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(("FindingAdded", "v1.35.5+rke2r2", "CVE-2026-53488"), (
            change.GetProperty("kind").GetString(), change.GetProperty("subject").GetString(), change.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("v2.2.3-k3s1", "2.2.3")]
    [InlineData("v1.15.1-prime7", "1.15.1")]
    [InlineData("v3.32.1-build20260819", "3.32.1")]
    [InlineData("v1.36.0-rc.1", "1.36.0-rc.1")]
    [InlineData("v1.36.0-rc1", "1.36.0-rc1")]
    public void The_upstream_version_of_a_rebuild_is_shown(string version, string expected) =>
        Assert.Equal(expected, FindingText.Upstream(version));

    private Run Diff(string old, string current, params string[] args) =>
        Run.Of(["diff", .. args, _folder.Write("old.json", old), _folder.Write("new.json", current)]);

    private static string Feed(string advisories) => $$"""
        {"schemaVersion": "1.1", "support": [{"minor": "1.35", "endOfLife": "2027-02-28"}], "versions": [
          {"name": "v1.35.6+rke2r1", "tags": [], "components": {"containerd": "v2.2.5-k3s2"} },
          {"name": "v1.35.5+rke2r2", "tags": null, "components": {"containerd": "v2.2.3-k3s1"} }],
         "advisories": [{{advisories}}]}
        """;
}
