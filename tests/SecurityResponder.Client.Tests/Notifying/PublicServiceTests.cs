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
            v1.34.5+rke2r1: support unknown.
            All 2 CVEs published for it concern this cluster:
              unrated        CVE-2026-0001     rke2            fixed in v1.34.9+rke2r1
              unrated        CVE-2026-0002     rke2            fixed in v1.35.7+rke2r1
            Patch v1.34.9+rke2r1 (RECOMMENDED) fixes 1 of 2, adds no CVEs  https://notes.example/v1.34.9
            Next minor v1.35.7+rke2r1 fixes 2 of 2, adds 1 CVE (CVE-2026-0003)  https://notes.example/v1.35.7

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
