using System.Globalization;

namespace SecurityResponder.Feed.Tests.Checking;

public sealed class CheckTests : IDisposable
{
    private const string Components = "\"components\": {\"kubernetes\": \"v1.35.1\", \"etcd\": \"v3.6.7-k3s1\"}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_feed_has_no_issues()
    {
        var run = Check($$"""{"name": "v1.35.1+rke2r1", {{Components}} }""");

        Assert.Equal((0, "0 errors, 0 warnings\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("{\"name\": \"v1.35.1+k3s1\", " + Components + "}", "v1.35.1+k3s1 is no release of RKE2")]
    [InlineData("{\"name\": \"v1.35.1+rke2r1\"}", "v1.35.1+rke2r1 lists no components")]
    [InlineData(
        "{\"name\": \"v1.35.1+rke2r1\", \"components\": {\"etcd\": \"Version\"}}", "etcd of v1.35.1+rke2r1 has no version: Version")]
    [InlineData("{\"name\": \"v1.35.1+rke2r1\", \"releaseDate\": \"2999-01-01\", " + Components + "}", "is in the future: 2999-01-01")]
    [InlineData("{\"name\": \"v1.35.1+rke2r1\", \"releaseDate\": \"soon\", " + Components + "}", "is no date: soon")]
    public void An_error_has_file_line_and_sentence_and_ends_with_1(string release, string sentence)
    {
        var run = Check(release);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("feed.json:3: error: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(sentence, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_affects_every_version_is_an_error()
    {
        var run = Check($$"""{"name": "v1.35.1+rke2r1", {{Components}} }""", Advisory("CVE-2026-1", ""));

        Assert.Contains("error: CVE-2026-1 affects every version of etcd", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_advisory_that_the_curation_accepts_is_no_error()
    {
        var curation = _folder.Write("curation.yaml", "accepted:\n- {id: CVE-2026-1, reason: It is so., source: 'https://example.org'}");

        var run = Check($$"""{"name": "v1.35.1+rke2r1", {{Components}} }""", Advisory("CVE-2026-1", ""), "--curation", curation);

        Assert.DoesNotContain("error:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_component_without_a_version_that_others_of_the_minor_list_is_a_warning_until_it_is_accepted()
    {
        const string Releases = """
            {"name": "v1.35.1+rke2r1", "components": {"etcd": "v3.6.1", "traefik": "v3.6.2", "cilium": "v1.18.0"} },
            {"name": "v1.35.2+rke2r1", "components": {"etcd": "v3.6.1"} },
            {"name": "v1.35.3+rke2r1", "components": {"etcd": "v3.6.1", "cilium": "v1.18.0"} }
            """;
        var curation = _folder.Write("curation.yaml", """
            accepted:
              - component: traefik
                releases: [v1.35.2+rke2r1]
                reason: The notes have none.
                source: https://example.org
            """);

        Assert.EndsWith("0 errors, 3 warnings\n", Check(Releases).Output, StringComparison.Ordinal);
        var run = Check(Releases, "", "--curation", curation);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("v1.35.2+rke2r1 lists no version of traefik", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning: v1.35.2+rke2r1 lists no version of cilium", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning: v1.35.3+rke2r1 lists no version of traefik", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{component: traefik, releases: []}", "at least one release")]
    [InlineData("{component: traefik}", "at least one release")]
    [InlineData("{component: trafik, releases: [v1.35.2+rke2r1]}", "a component such as etcd")]
    [InlineData("{component: traefik, releases: [1.35]}", "a release such as v1.35.7+rke2r1")]
    [InlineData("{component: traefik, releases: [v1.35.2+rke2r1], id: CVE-2026-1}", "releases with component only")]
    [InlineData("{component: traefik, minor: 1.35}", "one of id, component and minor")]
    [InlineData("{minor: x}", "a minor such as 1.35")]
    [InlineData("{id: CVE-2026-1, releases: [v1.35.2+rke2r1]}", "releases with component only")]
    [InlineData("{}", "one of id, component and minor")]
    [InlineData("{releases: [v1.35.2+rke2r1]}", "releases with component only")]
    public void An_accepted_entry_names_an_advisory_or_a_component_and_its_releases(string entry, string expected)
    {
        var text = entry.Insert(1, "reason: It is so., source: 'https://example.org'" + (entry == "{}" ? "" : ", "));
        var curation = _folder.Write("curation.yaml", $"accepted:\n- {text}");

        var run = Check($$"""{"name": "v1.35.1+rke2r1", {{Components}} }""", "", "--curation", curation);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vulnerability_that_a_later_release_brings_back_is_an_error()
    {
        var run = Check(
            """
            {"name": "v1.35.1+rke2r1", "components": {"etcd": "v3.6.1"} },
            {"name": "v1.35.2+rke2r1", "components": {"etcd": "v3.6.4"} },
            {"name": "v1.35.3+rke2r1", "components": {"etcd": "v3.6.2"} }
            """,
            Advisory("CVE-2026-1", ", {\"fixed\": \"3.6.3\"}"));

        Assert.Contains("CVE-2026-1 was fixed in v1.35.2+rke2r1 and affects v1.35.3+rke2r1 again", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_end_with_1_only_if_strict()
    {
        var releases = string.Join(",\n", ((string[])["v1.33.1", "v1.35.1"]).Select(version => $$"""
            {"name": "{{version}}+rke2r1", "components": {"etcd": "v3.6.1"} }
            """));

        Assert.Contains("releases of 1.33 and 1.35, but none of 1.34", Check(releases).Output, StringComparison.Ordinal);
        Assert.Equal(0, Check(releases).ExitCode);
        Assert.Equal(1, Check(releases, "", "--strict").ExitCode);
    }

    [Fact]
    public void Unrated_findings_of_a_supported_minor_are_a_warning()
    {
        var run = Check(
            """{"name": "v1.35.1+rke2r1", "components": {"etcd": "v3.6.1"} }""", Advisory("CVE-2026-1", ", {\"fixed\": \"3.6.3\"}"));

        Assert.Contains("1 of 1 findings in supported minors are unrated: CVE-2026-1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_that_does_not_fit_into_a_config_map_is_a_warning()
    {
        var filler = string.Create(CultureInfo.InvariantCulture, $"\"filler\": \"{new string('x', 1_000_000)}\"");

        var run = Check($$"""{"name": "v1.35.1+rke2r1", {{filler}}, {{Components}} }""");

        Assert.Contains("the limit of a ConfigMap; --minors trims it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unrated_finding_that_the_curation_accepts_is_no_warning()
    {
        var curation = _folder.Write(
            "curation.yaml", "accepted:\n- {id: CVE-2026-1, reason: Nobody rates it., source: 'https://example.org'}");

        var run = Check(
            """{"name": "v1.35.1+rke2r1", "components": {"etcd": "v3.6.1"} }""", Advisory("CVE-2026-1", ", {\"fixed\": \"3.6.3\"}"),
            "--strict", "--curation", curation);

        Assert.Equal((0, "0 errors, 0 warnings\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void A_file_that_is_no_feed_is_refused()
    {
        var run = Run.Of("check", _folder.Write("feed.json", "[]"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected a JSON object at $", run.Error, StringComparison.Ordinal);
    }

    private Run Check(string releases, string advisories = "", params string[] args) => Run.Of(["check", _folder.Write("feed.json", $$"""
        {"schemaVersion": "1.1", "generated": "2026-01-01T00:00:00Z",
        "versions": [
        {{releases}}],
        "advisories": [{{advisories}}]}
        """), .. args]);

    private static string Advisory(string id, string end) => $$"""
        {"id": "{{id}}", "affected": [{"package": {"name": "etcd"},
          "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}{{end}}]}]}]}
        """;
}
