using static SecurityResponder.Client.Tests.Notifying.SummaryText;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The text of the summary.</summary>
public sealed class SummaryTests
{
    private const string Installed = "v1.34.5+rke2r1";

    [Fact]
    public void The_summary_lists_support_CVEs_by_severity_and_both_upgrades() => Assert.Equal(
        """
        v1.34.5+rke2r1: supported until 2027-02-27 (as known on 2026-11-24).
        2 of the 3 CVEs published for it concern this cluster:
          high           CVE-2026-0001     containerd      fixed in v1.34.9+rke2r1
          low            CVE-2026-0002     containerd      fixed in v1.35.7+rke2r1
        Patch v1.34.9+rke2r1 (RECOMMENDED) fixes 1 of 2, adds no CVEs  https://notes.example/v1.34.9
        Next minor v1.35.7+rke2r1 fixes 2 of 2, adds no CVEs  https://notes.example/v1.35.7

        """,
        Of(Installed,
            [WithCilium(Release(Installed)), Release("v1.34.9+rke2r1", "v2.1.6-k3s1"), Release("v1.35.7+rke2r1", "v2.2.0-k3s1")],
            [Flaw("CVE-2026-0002", "2.2.0", "LOW"), Flaw("CVE-2026-0001", "2.1.6"), OfCilium("CVE-2026-0003")],
            """, "generated": "2026-11-24T06:00:00Z", "support": [ { "minor": "1.34", "endOfLife": "2027-02-27" } ]"""));

    [Fact]
    public void Out_of_support_is_in_capitals_and_the_next_minor_is_recommended() => Assert.Equal(
        """
        v1.34.5+rke2r1: OUT OF SUPPORT since 2026-10-27.
        No CVE is published for it.
        Next minor v1.35.7+rke2r1 (RECOMMENDED) adds no CVEs  https://notes.example/v1.35.7

        """,
        Of(Installed, [Release(Installed), Release("v1.35.7+rke2r1")], [],
            """, "support": [ { "minor": "1.34", "endOfLife": "2026-10-27" } ]"""));

    [Fact]
    public void One_CVE_is_in_the_singular_with_its_score() => Assert.Equal(
        """
        v1.34.5+rke2r1: support unknown.
        The one CVE published for it concerns this cluster:
          critical  9.8  CVE-2026-0001     containerd      no fix in patch or next minor
        No newer release is known.

        """,
        Of(Installed, [Release(Installed)], [Scored("CVE-2026-0001", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]));

    [Fact]
    public void A_CVE_without_severity_is_unrated_and_one_under_investigation_is_marked() => Assert.Equal(
        """
        v1.34.5+rke2r1: support unknown.
        All 2 CVEs published for it concern this cluster:
          medium         CVE-2026-0002     containerd      no fix in patch or next minor  (under investigation)
          unrated        CVE-2026-0001     containerd      no fix in patch or next minor
        No newer release is known.

        """,
        Of(Installed, [Release(Installed)],
        [
            Flaw("CVE-2026-0001", "2.2.0", severity: ""),
            Flaw("CVE-2026-0002", "2.2.0", "MODERATE", """, "vex": [ { "component": "containerd", "status": "under_investigation" } ]"""),
        ]));

    [Fact]
    public void CVEs_of_components_that_do_not_run_are_counted_and_not_listed() => Assert.Equal(
        """
        v1.34.5+rke2r1: support unknown.
        The one CVE published for it does not concern this cluster.
        No newer release is known.

        """,
        Of(Installed, [WithCilium(Release(Installed))], [OfCilium("CVE-2026-0003")]));

    [Fact]
    public void A_newer_release_that_fixes_nothing_is_not_recommended() => Assert.Equal(
        """
        v1.34.5+rke2r1: support unknown.
        The one CVE published for it concerns this cluster:
          high           CVE-2026-0001     containerd      no fix in patch or next minor
        Next minor v1.35.7+rke2r1 fixes 0 of 1, adds no CVEs  https://notes.example/v1.35.7
        No available upgrade fixes any of these CVEs.

        """,
        Of(Installed, [Release(Installed), Release("v1.35.7+rke2r1")], [Flaw("CVE-2026-0001", "2.3.0")]));

    [Fact]
    public void The_next_minor_is_recommended_when_the_patch_does_not_fix_urgent_CVEs() => Assert.Equal(
        """
        v1.34.5+rke2r1: support unknown.
        All 2 CVEs published for it concern this cluster:
          high           CVE-2026-0001     containerd      fixed in v1.34.9+rke2r1
          high           CVE-2026-0002     containerd      fixed in v1.35.7+rke2r1
        Patch v1.34.9+rke2r1 fixes 1 of 2, adds no CVEs  https://notes.example/v1.34.9
        Next minor v1.35.7+rke2r1 (RECOMMENDED) fixes 2 of 2, adds 1 CVE (CVE-2026-0009)  https://notes.example/v1.35.7

        """,
        Of(Installed,
            [Release(Installed), Release("v1.34.9+rke2r1", "v2.1.6-k3s1"), Release("v1.35.7+rke2r1", "v2.2.0-k3s1")],
            [Flaw("CVE-2026-0001", "2.1.6"), Flaw("CVE-2026-0002", "2.2.0"),
                Flaw("CVE-2026-0009", "2.2.1", "LOW").Replace("\"0\"", "\"2.2.0\"")]));

    [Fact]
    public void The_ten_worst_CVEs_are_listed_and_the_rest_is_counted()
    {
        var text = Of(Installed, [Release(Installed)], Enumerable.Range(1001, 13).Select(number => Flaw($"CVE-2026-{number}", "2.2.0")));

        Assert.Contains("All 13 CVEs published for it concern this cluster:\n", text);
        Assert.Contains("CVE-2026-1010  ", text);
        Assert.DoesNotContain("CVE-2026-1011", text);
        Assert.Contains("\n  and 3 more\n", text);
    }

    [Theory]
    [InlineData("v1.34.6-dev+rke2r1")]
    [InlineData("our own build")]
    public void An_unknown_version_is_never_said_to_have_no_CVE(string version)
    {
        var text = Of(version, [Release(Installed)], [Flaw("CVE-2026-0001", "2.2.0")]);

        Assert.StartsWith(
            $"""
            {version}: not in the responder's list of releases; support unknown.
            1 CVE cannot be decided: the responder does not list the components of this version.

            """,
            text);
    }

    [Fact]
    public void A_version_cannot_control_the_terminal() =>
        Assert.StartsWith("v1.34.5?[2J?0;owned?: not in", Of("v1.34.5\u001b[2J\u009d0;owned\u0007", [Release(Installed)]));

    private static string OfCilium(string id) => Flaw(id, "1.19.0").Replace("containerd", "cilium");

    private static string WithCilium(string release) => release.Replace("\"containerd\"", "\"cilium\": \"v1.18.4\", \"containerd\"");

    private static string Scored(string id, string vector) =>
        Flaw(id, "2.2.0", severity: "").Replace("\"affected\"", $$"""
            "severity": [ { "type": "CVSS_V3", "score": "{{vector}}" } ], "affected"
            """);
}
