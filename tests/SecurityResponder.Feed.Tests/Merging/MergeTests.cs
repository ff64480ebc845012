using System.Text.Json;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Tests.Merging;

public sealed class MergeTests : IDisposable
{
    private const string Vector91 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N";
    private const string VectorNone = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_that_share_an_id_become_one_advisory_named_by_its_cve()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "go.etcd.io/etcd/v3", "\"fixed\": \"3.6.14\"");
        Osv("GHSA-aaaa-bbbb-cccc", ["CVE-2026-1"], "go.etcd.io/etcd/v3", "\"fixed\": \"3.6.99\"");

        var advisory = Assert.Single(Build().Advisories!)!;

        Assert.Equal("CVE-2026-1", advisory.Id);
        Assert.Equal(["GO-2026-1", "GHSA-aaaa-bbbb-cccc"], advisory.Aliases);
        Assert.Equal("3.6.14", Fixed(advisory));
    }

    [Fact]
    public void A_pseudo_version_never_decides_where_another_source_names_releases()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "k8s.io/ingress-nginx", "\"fixed\": \"0.0.0-20260319175635-5183b7d86137\"");
        Osv("GHSA-aaaa-bbbb-cccc", ["CVE-2026-1"], "k8s.io/ingress-nginx", "\"fixed\": \"1.13.9\"");

        Assert.Equal("1.13.9", Fixed(Assert.Single(Build().Advisories!)!));
    }

    [Fact]
    public void A_pseudo_version_stays_where_no_source_names_releases()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "k8s.io/ingress-nginx", "\"fixed\": \"0.0.0-20260319175635-5183b7d86137\"");

        Assert.Equal("0.0.0-20260319175635-5183b7d86137", Fixed(Assert.Single(Build().Advisories!)!));
    }

    [Theory]
    [InlineData("v1.4.12-k3s1", true)]
    [InlineData("v1.4.13-k3s1", false)]
    [InlineData("v1.5.9-k3s1", true)]
    [InlineData("v1.5.10-k3s1", false)]
    [InlineData("v1.6.0-k3s1", true)]
    [InlineData("v1.6.1-k3s1", false)]
    public void The_intervals_of_GO_2022_0344_count_each_in_any_order(string containerd, bool isAffected)
    {
        _folder.Write("osv/GO-2022-0344.json", """
            {"id": "GO-2022-0344", "aliases": ["CVE-2022-23648", "GHSA-crp2-qrr5-8pq7"],
             "affected": [{"package": {"ecosystem": "Go", "name": "github.com/containerd/containerd"}, "ranges": [{"type": "SEMVER",
              "events": [{"fixed": "1.6.1"}, {"introduced": "0"}, {"introduced": "1.6.0"}, {"fixed": "1.4.13"},
              {"fixed": "1.5.10"}, {"introduced": "1.5.0"}]}]}]}
            """);
        var notes = _folder.Write("v1.22.X.md", $"""
            | Version | Kubernetes | Containerd |
            | --- | --- | --- |
            | v1.22.1+rke2r1 | v1.22.1 | {containerd} |
            """);

        var feed = Feeds.Feed.FromAnswer(Build("--release-notes", notes));

        Assert.Equal(isAffected, AffectedReleases.Against(feed, feed.Releases[0]).Any(advisory => advisory.Id == "CVE-2022-23648"));
    }

    [Fact]
    public void Custom_ranges_stand_for_the_range_that_ends_at_a_commit()
    {
        _folder.Write("osv/a.json", """
            {"id": "GO-2026-1", "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
              "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.5.0-alpha.5.0.20221102000833-1f054980bc27"}]}],
              "ecosystem_specific": {"custom_ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "3.2.22"}, {"fixed": "3.4.22"}]}]}}]}
            """);

        var affected = Assert.Single(Assert.Single(Build().Advisories!)!.Affected!)!;

        Assert.Null(affected.Ranges);
        Assert.Equal("3.4.22", affected.EcosystemSpecific!.CustomRanges![0]!.Events![1]!.Fixed);
    }

    [Fact]
    public void Curation_replaces_the_ranges_of_a_component_and_says_why()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "go.etcd.io/etcd", "\"fixed\": \"3.6.14\"");
        Curate("""
            advisories:
              - id: GO-2026-1
                affected: [{component: etcd, ranges: [{introduced: "3.5.0", fixed: "3.5.30"}]}]
                conditions: [{component: etcd, operating_systems: [windows]}]
                required_action: set a flag
                reason: The announcement names the releases.
                source: https://example.org/announcement
            """);

        var advisory = Assert.Single(Build().Advisories!)!;

        Assert.Equal("3.5.30", Fixed(advisory));
        Assert.Equal("set a flag", advisory.DatabaseSpecific!.RequiredAction);
        var condition = Assert.Single(advisory.DatabaseSpecific.Conditions!)!;
        Assert.Equal(("etcd", "windows", "The announcement names the releases.", "https://example.org/announcement"), (
            condition.Component, condition.OperatingSystems![0], condition.Reason, condition.Source));
    }

    [Fact]
    public void Curation_removes_a_package_that_a_source_lists_by_mistake()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "github.com/containerd/containerd", "\"introduced\": \"0\"");
        Curate("""
            advisories:
              - {id: CVE-2026-1, not_affected: [github.com/containerd/containerd], reason: Only 2.x., source: "https://example.org/a"}
            """);

        Assert.Empty(Build().Advisories!);
    }

    [Fact]
    public void A_withdrawn_entry_does_not_withdraw_its_twin()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "go.etcd.io/etcd", "\"fixed\": \"3.6.14\"");
        _folder.Write("osv/twin.json", """{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-1"], "withdrawn": "2026-01-01T00:00:00Z"}""");

        Assert.Equal(["GO-2026-1"], Assert.Single(Build().Advisories!)!.Aliases);
    }

    [Theory]
    [InlineData(Vector91, "CNA (authority); also GitHub high")]
    [InlineData(VectorNone, "GitHub; also CNA (authority) 0.0 none")]
    public void The_rating_of_the_cna_is_used_unless_it_is_zero_and_the_other_is_shown(string vector, string source)
    {
        Osv("GHSA-aaaa-bbbb-cccc", ["CVE-2026-1"], "go.etcd.io/etcd", "\"fixed\": \"3.6.14\"", "HIGH");
        Record("CVE-2026-1", vector);

        var advisory = Assert.Single(Build().Advisories!)!;

        Assert.Equal(source, advisory.DatabaseSpecific!.SeveritySource);
        Assert.Equal(vector == VectorNone ? null : vector, advisory.Severity?[0]!.Score);
        Assert.Equal(vector == VectorNone ? "HIGH" : null, advisory.DatabaseSpecific.Severity);
    }

    [Fact]
    public void A_reviewed_severity_counts_although_the_entry_names_no_package()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "go.etcd.io/etcd", "\"fixed\": \"3.6.14\"");
        _folder.Write("osv/b.json", """
            {"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-1"], "affected": [], "database_specific": {"severity": "MODERATE"}}
            """);

        Assert.Equal("MODERATE", Assert.Single(Build().Advisories!)!.DatabaseSpecific!.Severity);
    }

    [Fact]
    public void A_database_cannot_exonerate_or_accuse_by_keys_of_this_format()
    {
        _folder.Write("osv/a.json", """
            {"id": "GO-2026-1", "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
              "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.14"}]}]}],
             "database_specific": {"exploited": true, "vex": [{"component": "etcd", "status": "not_affected"}],
               "conditions": [{"operating_systems": ["windows"]}]}}
            """);

        var specific = Assert.Single(Build().Advisories!)!.DatabaseSpecific!;

        Assert.Null(specific.Vex);
        Assert.Null(specific.Conditions);
        Assert.Null(specific.IsExploited);
    }

    [Fact]
    public void The_ranges_of_a_cve_record_count_where_no_other_source_has_any()
    {
        Record("CVE-2026-1", Vector91, """
            [{"product": "runc", "versions": [
              {"status": "affected", "version": ">= 1.2.0, < 1.2.8"}, {"status": "affected", "version": "nonsense"}]}]
            """);

        var range = Assert.Single(Assert.Single(Assert.Single(Build().Advisories!)!.Affected!)!.Ranges!)!;

        Assert.Equal(("1.2.0", "1.2.8"), (range.Events![0]!.Introduced, range.Events[1]!.Fixed));
    }

    [Fact]
    public void Exploitation_and_its_probability_come_from_the_catalog_and_the_scores()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "go.etcd.io/etcd", "\"fixed\": \"3.6.14\"");
        var kev = _folder.Write("kev.json", """
            {"dateReleased": "2026-05-01T00:00:00Z", "count": 1, "vulnerabilities": [{"cveID": "CVE-2026-1"}]}
            """);
        var epss = _folder.Write("epss.csv", """
            #model_version:v2026.1,score_date:2026-06-01T00:00:00Z
            cve,epss,percentile
            CVE-2026-1,0.91,0.99
            """);

        var feed = Build("--kev", kev, "--epss", epss);

        Assert.True(Assert.Single(feed.Advisories!)!.DatabaseSpecific!.IsExploited);
        Assert.Equal(0.91, feed.Advisories![0]!.DatabaseSpecific!.Epss);
        Assert.Equal("2026-06-01T00:00:00Z", feed.Generated);
        Assert.Equal(["2026-05-01", "2026-06-01"], feed.Sources!.Select(source => source!.Date).Where(date => date is not null).Order());
    }

    [Fact]
    public void A_statement_counts_for_the_image_that_it_names_and_not_for_a_part_of_it()
    {
        Osv("GO-2026-1", ["CVE-2026-1"], "github.com/coredns/coredns", "\"fixed\": \"1.14.9\"");
        _folder.Write("vex/a.json", """
            {"@id": "https://example.org/vex", "statements": [
              {"vulnerability": {"name": "CVE-2026-1"}, "status": "not_affected", "justification": "component_not_present",
               "products": [{"@id": "pkg:oci/hardened-coredns?repository_url=index.docker.io%2Francher%2Fhardened-coredns"}]},
              {"vulnerability": {"name": "CVE-2026-1"}, "status": "not_affected",
               "products": [{"@id": "pkg:oci/hardened-calico", "subcomponents": [{"@id": "pkg:rpm/suse/glibc"}]}]}]}
            """);

        var statement = Assert.Single(Assert.Single(Build("--vex", _folder.At("vex")).Advisories!)!.DatabaseSpecific!.Vex!)!;

        Assert.Equal(("coredns", "not_affected", "rancher/hardened-coredns"), (statement.Component, statement.Status, statement.Product));
    }

    private Answer Build(params string[] more)
    {
        List<string> args = [];
        foreach (var (option, name) in ((string, string)[])[("--osv", "osv"), ("--cve", "cve"), ("--curation", "curation.yaml")])
        {
            args.AddRange(Path.Exists(_folder.At(name)) ? [option, _folder.At(name)] : []);
        }

        return Run.Build([.. args, .. more]);
    }

    private void Osv(string id, string[] aliases, string package, string bound, string? severity = null) => _folder.Write(
        $"osv/{id}.json", $$"""
        {"id": "{{id}}", "aliases": {{JsonSerializer.Serialize(aliases)}},
         "affected": [{"package": {"ecosystem": "Go", "name": "{{package}}"},
          "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, { {{bound}} }]}]}],
         "database_specific": {"severity": {{JsonSerializer.Serialize(severity)}} } }
        """);

    private void Record(string id, string vector, string affected = "[]") => _folder.Write($"cve/{id}.json", $$"""
        {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "{{id}}", "state": "PUBLISHED"}, "containers": {"cna": {
          "providerMetadata": {"shortName": "authority"}, "affected": {{affected}},
          "metrics": [{"cvssV3_1": {"vectorString": "{{vector}}"} } ] } } }
        """);

    private void Curate(string text) => _folder.Write("curation.yaml", text);

    private static string? Fixed(AnswerAdvisory advisory) => Assert.Single(advisory.Affected!)!.Ranges![0]!.Events![1]!.Fixed;
}
