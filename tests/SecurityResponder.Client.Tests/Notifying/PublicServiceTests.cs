using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The answer of the public service, which has only CVE ids and release notes, end to end.</summary>
public sealed class PublicServiceTests
{
    [Fact]
    public async Task The_summary_shows_the_recommended_patch_and_the_next_minor()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, Checking.Answers.Public)]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(
            """
            v1.34.5+rke2r1: support unknown
            Warning: the feed has no date: newer CVEs and releases may be missing.
            Nodes: 5; 5 on v1.34.5+rke2r1

            Findings:
            2 of the 2 CVEs published for this release concern this cluster: 2 unrated.
              oldest fix available for 111 days
              unrated        CVE-2026-0001
                rke2 v1.34.5+rke2r1 (release list)
                fixed in v1.34.9+rke2r1, fix available for 111 days
              unrated        CVE-2026-0002
                rke2 v1.34.5+rke2r1 (release list)
                fixed in v1.35.7+rke2r1, fix available for 111 days

            Recommendation:
            Upgrade to v1.34.9+rke2r1, released 2026-08-04.
              fixes 1 of 2: 1 unrated
              leaves 1: 1 unrated
              brings 0
              support unknown
              notes: https://notes.example/v1.34.9
            Not recommended: v1.35.7+rke2r1
              fixes 2 of 2: 2 unrated
              leaves 0
              brings 1: 1 unrated
              support unknown
              notes: https://notes.example/v1.35.7

            """,
            run.Output);
    }

    [Fact]
    public async Task The_log_has_the_same_assessment()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, Checking.Answers.Public)]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(
            [
                """level=info msg="response received" versions=4 intervalMinutes=480 event=203""",
                """level=info msg="available version" name=v1.34.9+rke2r1 releaseDate=2026-08-04 kind=patch recommended=true """
                    + """fixes=1 remains=1 brings=0 notes="https://notes.example/v1.34.9" event=401""",
                """level=info msg="available version" name=v1.35.7+rke2r1 releaseDate=2026-08-04 kind=minor recommended=false """
                    + """fixes=2 remains=0 brings=1 notes="https://notes.example/v1.35.7" event=401""",
                """level=warning msg="assessment" installed=v1.34.5+rke2r1 known=true support="support unknown" published=2 """
                    + "concerning=2 critical=0 high=0 recommended=v1.34.9+rke2r1 event=402",
                """level=info msg="data sent" attempt=1 event=204""",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)
                .Select(line => line["time=\"2026-11-24T08:00:00Z\" ".Length..]));
    }
}
