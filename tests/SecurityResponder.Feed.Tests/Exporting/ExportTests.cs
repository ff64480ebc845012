using System.Text;
using System.Text.Json;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Tests.Exporting;

public sealed class ExportTests : IDisposable
{
    private const string Vector =
        """, "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N"}]""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_configuration_of_longhorn_lists_the_ids_that_matter_most()
    {
        var run = Export("longhorn", "--top", "2");

        var answer = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(run.Output), AnswerJsonContext.Default.Answer)!;
        var release = Assert.Single(answer.Versions!)!;
        Assert.Equal("CVE-2026-3,CVE-2026-2", release.ExtraInfo!.Cves);
        Assert.Equal(("v1.35.5+rke2r2", "2026-05-29T00:00:00Z", ""), (release.Name, release.ReleaseDate, release.MinUpgradableVersion));
        Assert.Equal(480, answer.RequestIntervalInMinutes);
        Assert.Equal(["latest", "v1.35.5+rke2r2"], release.Tags!);
        Assert.Null(LonghornReader.Fault(run.Output));
    }

    [Theory]
    [InlineData("""{ "name": "v1.35.5+rke2r2", "releaseDate": "2026-05-29T00:00:00Z", "tags": [] }""", "empty label")]
    [InlineData("""{ "name": "v1.35.5+rke2r2", "releaseDate": "2026-05-29", "tags": ["latest"] }""", "no date of RFC 3339")]
    [InlineData("""{ "name": "v1.35.5+rke2r2", "releaseDate": "2026-05-29T00:00:00Z", "tags": ["stable"] }""", "no latest label")]
    public void Longhorn_rejects_what_it_rejects(string version, string fault) =>
        Assert.EndsWith(fault, LonghornReader.Fault($$"""{ "versions": [{{version}}] }"""), StringComparison.Ordinal);

    [Fact]
    public void Longhorn_reads_the_sample_feed_as_it_is() =>
        Assert.Null(LonghornReader.Fault(File.ReadAllText(SharedData.Repository("samples/feed.json"))));

    [Fact]
    public void Openvex_names_the_release_and_what_to_do()
    {
        using var document = JsonDocument.Parse(Export("openvex").Output);

        var statement = document.RootElement.GetProperty("statements")[0];
        Assert.Equal("CVE-2026-1", statement.GetProperty("vulnerability").GetProperty("name").GetString());
        Assert.Equal("affected", statement.GetProperty("status").GetString());
        Assert.Equal("pkg:github/rancher/rke2@v1.35.5%2Brke2r2", statement.GetProperty("products")[0].GetProperty("@id").GetString());
        Assert.Equal("No release contains a fix.", statement.GetProperty("action_statement").GetString());
    }

    [Fact]
    public void Openvex_repeats_the_statements_of_the_feed_about_builds_that_it_bundles()
    {
        var feed = _folder.Write("vex.json", """
            {"schemaVersion": "1.1", "generated": "2026-06-01T00:00:00Z",
             "versions": [{"name": "v1.35.5+rke2r2", "components": {"coredns": "v1.13.0", "etcd": "v3.6.1"}}],
             "advisories": [
              {"id": "CVE-2026-1", "affected": [{"package": {"name": "coredns"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.14.0"}]}]}],
               "database_specific": {"vex": [{"component": "coredns", "status": "not_affected",
                "justification": "vulnerable_code_not_present", "product": "rancher/hardened-coredns"}]}},
              {"id": "CVE-2026-2", "affected": [{"package": {"name": "coredns"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.14.0"}]}]}],
               "database_specific": {"vex": [{"component": "coredns", "status": "fixed", "product": "rancher/hardened-coredns",
                "version": "v1.13.0"}]}},
              {"id": "CVE-2026-3", "affected": [
                {"package": {"name": "coredns"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.14.0"}]}]},
                {"package": {"name": "etcd"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.6.2"}]}]}],
               "database_specific": {"vex": [{"component": "coredns", "status": "not_affected"}]}},
              {"id": "CVE-2026-4", "affected": [{"package": {"name": "coredns"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.14.0"}]}]}],
               "database_specific": {"vex": [{"component": "coredns", "status": "not_affected"}]}}]}
            """);
        using var document = JsonDocument.Parse(Run.Of("export", feed, "--format", "openvex").Output);

        Assert.Equal(
            [
                "CVE-2026-1 not_affected vulnerable_code_not_present ",
                "CVE-2026-2 fixed  ",
                "CVE-2026-3 affected  ",
                "CVE-2026-4 not_affected  A VEX statement about the bundled build says so.",
            ],
            document.RootElement.GetProperty("statements").EnumerateArray().Select(statement =>
                $"{statement.GetProperty("vulnerability").GetProperty("name")} {statement.GetProperty("status")} "
                + $"{Text(statement, "justification")} {Text(statement, "impact_statement")}"));
    }

    [Fact]
    public void The_top_is_ordered_by_exploitation_epss_severity_and_date()
    {
        static string Dated(int number, string specific, string published) =>
            Advisory(number, specific).Replace("\"affected\"", $"\"published\": \"{published}\", \"affected\"", StringComparison.Ordinal);
        var feed = _folder.Write("order.json", $$"""
            {"schemaVersion": "1.1", "generated": "2026-06-01T00:00:00Z",
             "versions": [{"name": "v1.35.5+rke2r2", "releaseDate": "2026-05-29", "components": {"containerd": "v2.2.3-k3s1"} }],
             "advisories": [
               {{Dated(11, "\"severity\": \"HIGH\"", "2026-01-01T00:00:00Z")}},
               {{Dated(12, "\"severity\": \"HIGH\"", "2026-03-01T00:00:00Z")}},
               {{Dated(13, "\"severity\": \"CRITICAL\"", "2025-01-01T00:00:00Z")}},
               {{Dated(14, "\"severity\": \"LOW\", \"epss\": 0.01", "2025-01-01T00:00:00Z")}},
               {{Dated(15, "\"severity\": \"LOW\", \"exploited\": true", "2025-01-01T00:00:00Z")}},
               {{Dated(16, "\"severity\": \"HIGH\"", "2026-02-01T00:00:00Z")}}]}
            """);

        string? Cves(params string[] args) => JsonSerializer.Deserialize(
            Encoding.UTF8.GetBytes(Run.Of(["export", feed, "--format", "longhorn", .. args]).Output), AnswerJsonContext.Default.Answer)!
            .Versions![0]!.ExtraInfo!.Cves;

        Assert.Equal("CVE-2026-15,CVE-2026-14,CVE-2026-13,CVE-2026-12,CVE-2026-16,CVE-2026-11", Cves());
        Assert.Equal("CVE-2026-15,CVE-2026-14,CVE-2026-13,CVE-2026-12", Cves("--top", "4"));
    }

    [Fact]
    public void Csv_has_a_line_for_each_finding() => Assert.Equal(
        """
        release,id,severity,score,severity_source,exploited,epss,components,fixed_in
        v1.35.5+rke2r2,CVE-2026-3,unrated,,,true,,containerd v2.2.3-k3s1,
        v1.35.5+rke2r2,CVE-2026-1,high,8.1,"CNA (a, b)",false,,containerd v2.2.3-k3s1,
        v1.35.5+rke2r2,CVE-2026-2,low,,,false,0.5,containerd v2.2.3-k3s1,

        """,
        Export("csv").Output);

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? $"{text}" : "";

    private Run Export(string format, params string[] args) => Run.Of(["export", _folder.Write("feed.json", $$"""
        {"schemaVersion": "1.1", "generated": "2026-06-01T00:00:00Z",
         "versions": [{"name": "v1.35.5+rke2r2", "releaseDate": "2026-05-29", "components": {"containerd": "v2.2.3-k3s1"} }],
         "advisories": [
           {{Advisory(1, "\"severity_source\": \"CNA (a, b)\"", Vector)}},
           {{Advisory(2, "\"severity\": \"LOW\", \"epss\": 0.5")}},
           {{Advisory(3, "\"exploited\": true")}}]}
        """), "--format", format, .. args]);

    private static string Advisory(int number, string specific, string more = "") => $$"""
        {"id": "CVE-2026-{{number}}", "affected": [{"package": {"name": "containerd"},
          "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.2.0"}]}]}],
         "database_specific": { {{specific}} }{{more}} }
        """;
}
