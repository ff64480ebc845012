using System.Text;
using System.Text.Json;
using CsCheck;
using SecurityResponder.Client.Tests.Logging;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Generated answers with the right names and wrong types, hostile text, huge numbers, deep nesting, or random bytes.</summary>
internal static class HostileAnswers
{
    /// <summary>Affects every version of Kubernetes, and therefore every release.</summary>
    public const string Everything =
        """{ "package": { "name": "kubernetes" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] }""";

    private static readonly Gen<string> Names = Gen.OneOf(
        "versions", "advisories", "support", "name", "releaseDate", "minUpgradableVersion", "tags", "extraInfo", "cves", "releaseNotesURL",
        "components", "id", "aliases", "affected", "package", "ranges", "events", "introduced", "fixed", "last_affected", "severity",
        "score", "type", "ecosystem_specific", "custom_ranges", "database_specific", "vex", "status", "component", "minor", "endOfLife",
        "generated", "withdrawn", "requestIntervalInMinutes", "containerd");

    // Almost valid values reach more code than random ones.
    private static readonly Gen<string> Words = Gen.OneOf(
        "v1.34.6+rke2r1", "v1.35.99999999999+rke2r1", "v1.34.9-rc1+rke2r1", "1.34", "containerd", "kubernetes", "CVE-2026-0001", "0",
        "9999-12-31", "2.1.6", "https://a.example/\u001b[2J", "CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "SEMVER",
        "not_affected");

    private static readonly Gen<string> Leaves = Gen.OneOf(
        Gen.OneOf("null", "true", "0", "-1", "1.5", "1e400", "-0", "99999999999999999999", "2147483648", "{}", "[]"),
        Words.Select(Quoted), Words.Select(Quoted), Words.Array[0, 60].Select(words => Quoted(string.Join(',', words))),
        LogfmtTests.Texts.Select(Quoted));

    private static readonly Gen<string> Nodes = Gen.Recursive<string>((depth, node) => depth > 5 ? Leaves : Gen.OneOf(
        Leaves,
        node.Array[0, 5].Select(items => $"[{string.Join(',', items)}]"),
        Gen.Select(Names, node).Array[0, 6].Select(Object)));

    // One wrong type invalidates the whole answer, so most parts are valid.
    private static readonly Gen<string> Odd = Gen.Select(Gen.Int[0, 99], Nodes).Select((chance, node) => chance == 0 ? node : "null");

    private static readonly Gen<string> Releases =
        Gen.Select(Gen.Int[30, 40], Gen.Int[0, 9], LogfmtTests.Texts, Odd).Select((minor, patch, text, node) =>
            $$"""
            { "name": "v1.{{minor}}.{{patch}}+rke2r1", "components": {{node}},
              "extraInfo": { "cves": {{Quoted("CVE-2026-1," + text)}}, "releaseNotesURL": {{Quoted(text)}} } }
            """);

    private static readonly Gen<string> Advisories =
        Gen.Select(Gen.Int[0, 400], LogfmtTests.Texts, Odd).Select((number, text, node) =>
            $$"""{ "id": "CVE-2026-{{number}}", "summary": {{Quoted(text)}}, "affected": [ {{Everything}}, {{node}} ] }""");

    /// <summary>An answer's bytes.</summary>
    public static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Nodes.Select(node => Encoding.UTF8.GetBytes($$"""{ "versions": [ {{node}} ], "advisories": [ {{node}} ] }""")),
        Nodes.Select(Encoding.UTF8.GetBytes),
        Gen.Select(Releases.Array[0, 40], Advisories.Array[0, 60]).Select((releases, advisories) => Encoding.UTF8.GetBytes(
            $$"""{ "versions": [ {{string.Join(',', releases)}} ], "advisories": [ {{string.Join(',', advisories)}} ] }""")),
        Releases.Array[0, 40].Select(releases => Encoding.UTF8.GetBytes($$"""{ "versions": [ {{string.Join(',', releases)}} ] }""")),
        Gen.Int[1, 100_000].Select(depth => Encoding.UTF8.GetBytes("{ \"versions\": " + new string('[', depth))),
        Gen.Byte.Array[0, 200]);

    private static string Object((string Name, string Value)[] members) =>
        $"{{{string.Join(',', members.Select(member => $"{Quoted(member.Name)}:{member.Value}"))}}}";

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
