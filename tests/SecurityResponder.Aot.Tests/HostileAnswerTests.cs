using System.Text;

namespace SecurityResponder.Aot.Tests;

/// <summary>Answers just under the limit of 1 MiB that expand in memory, read within the pod's 32 MiB.</summary>
public sealed class HostileAnswerTests(Container container)
{
    private const int MaxBytes = 1 << 20;

    public static TheoryData<string> Shapes => [.. Answers.Keys];

    private static Dictionary<string, string> Answers { get; } = new()
    {
        ["empty advisories"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1"}],"advisories":[""", "{},", "{}]}"),
        ["one advisory with empty affected"] =
            Filled("""{"versions":[{"name":"v1.34.5+rke2r1"}],"advisories":[{"id":"CVE-2026-1","affected":[""", "{},", "{}]}]}"),
        ["empty versions"] = Filled("""{"versions":[""", "{},", "{}]}"),
        ["named versions"] = Filled("""{"versions":[""", """{"name":"v1.34.5+rke2r1"},""", """{"name":"v1.34.6+rke2r1"}]}"""),
        ["short ids of CVEs"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1","extraInfo":{"cves":" """, "CVE-1,", """CVE-2"}}]}"""),
        ["commas for CVEs"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1","extraInfo":{"cves":" """, ",", """CVE-2"}}]}"""),
        ["different CVEs"] = """{"versions":[{"name":"v1.34.5+rke2r1","extraInfo":{"cves":" """
            + string.Join(',', Enumerable.Range(100_000, 140_000)) + "\"}}]}",
        ["empty ranges"] = Filled(
            """{"versions":[{"name":"v1.34.5+rke2r1"}],"advisories":[{"id":"CVE-2026-1","affected":["""
                + """{"package":{"name":"kubernetes"},"ranges":[""",
            "{},", "{}]}]}]}"),
        ["whole advisories"] = Filled(
            """{"versions":[{"name":"v1.34.5+rke2r1"},{"name":"v1.34.9+rke2r1"}],"advisories":[""",
            """
            {"id":"CVE-2026-1","summary":"A flaw.","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
            "affected":[{"package":{"name":"kubernetes"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]},
            """,
            "{\"id\":\"CVE-2026-2\"}]}"),
        ["aliases"] = Filled(
            """{"versions":[{"name":"v1.34.5+rke2r1"}],"advisories":[{"id":"CVE-2026-1","aliases":[""", "\"\",", "\"\"]}]}"),
        ["nested arrays"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1"}],"more":""", "[", ""),
        ["nested objects"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1"}],"more":""", "{\"a\":", ""),
        ["unknown members"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1"}]""", ",\"a\":1", "}"),
        ["one long name"] = Filled("""{"versions":[{"name":"v1.34.5+rke2r1""", "a", "\"}]}"),
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task The_pod_survives_and_logs_the_outcome_in_one_line(string shape)
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3, Answers[shape]);

        Command run = await container.ReportAsync(environment);

        Assert.Single(
            LogLines.Of(run.Succeeded()),
            line => line.Message is "data sent" or "the answer cannot be parsed; there is no assessment in this run");
        Assert.InRange(run.Output.Length + run.Errors.Length, 1, 8 << 10);
        Assert.Single(environment.Responder.Requests.All);
    }

    // As often as there is room for.
    private static string Filled(string head, string repeated, string tail) => new StringBuilder(head)
        .Insert(head.Length, repeated, (MaxBytes - head.Length - tail.Length) / repeated.Length).Append(tail).ToString();
}
