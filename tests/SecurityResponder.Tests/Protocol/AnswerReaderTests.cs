using System.Text;
using System.Text.Json;
using CsCheck;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("", "$", "a JSON object, found nothing")]
    [InlineData("null", "$", "a JSON object")]
    [InlineData("[]", "$", "a JSON object")]
    [InlineData("<html>", "$", "well-formed JSON")]
    [InlineData("{", "$", "well-formed JSON")]
    [InlineData("""{ "versions": [ { "name": "v1" """, "$.versions[0]", "well-formed JSON")]
    [InlineData("{}", "$.versions", "a list of releases")]
    [InlineData("""{ "versions": null }""", "$.versions", "a list of releases")]
    [InlineData("""{ "versions": {} }""", "$.versions", "a list")]
    [InlineData("""{ "versions": [ 3 ] }""", "$.versions[0]", "an object")]
    [InlineData("""{ "versions": [ { "name": 3 } ] }""", "$.versions[0].name", "text")]
    [InlineData("""{ "versions": [ { "tags": "latest" } ] }""", "$.versions[0].tags", "a list")]
    [InlineData("""{ "versions": [ { "tags": [ [] ] } ] }""", "$.versions[0].tags[0]", "text")]
    [InlineData("""{ "versions": [ { "extraInfo": "x" } ] }""", "$.versions[0].extraInfo", "an object")]
    [InlineData("""{ "versions": [ { "components": { "etcd": 3 } } ] }""", "$.versions[0].components.etcd", "text")]
    [InlineData("""{ "versions": [], "requestIntervalInMinutes": "8h" }""", "$.requestIntervalInMinutes", "a whole number")]
    [InlineData("""{ "versions": [], "requestIntervalInMinutes": 99999999999 }""", "$.requestIntervalInMinutes", "a whole number")]
    [InlineData("""{ "versions": [], "advisories": [ { "severity": "HIGH" } ] }""", "$.advisories[0].severity", "a list")]
    [InlineData("""{ "versions": [], "advisories": [ { "severity": [ "HIGH" ] } ] }""", "$.advisories[0].severity[0]", "an object")]
    [InlineData("""{ "versions": [], "advisories": [ { "database_specific": { "severity": 9 } } ] }""",
        "$.advisories[0].database_specific.severity", "text")]
    [InlineData("""{ "versions": [], "advisories": [ { "affected": [ { "versions": [ {} ] } ] } ] }""",
        "$.advisories[0].affected[0].versions[0]", "text")]
    public void What_is_no_answer_names_the_place_and_what_belongs_there(string json, string path, string expected)
    {
        var unreadable = new AnswerReadResult.Unreadable(path, expected);
        Assert.Equal(unreadable, AnswerReader.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Equal($"{path}: expected {expected}", unreadable.Reason);
    }

    [Fact]
    public void A_response_config_of_Longhorns_server_is_read_whatever_the_case_of_its_keys()
    {
        const string Names = """ "Name": "v1.34.1", "ReleaseDate": "2025-09-10T00:00:00Z", "MinUpgradableVersion": "v1.33.0",""";
        var answer = Given.Answer($$"""
            { "Versions": [ {{{Names}} "Tags": [ "latest", "stable" ],
                              "ExtraInfo": { "cves": "CVE-2026-1" } }, { "NAME": "v1.33.1" } ],
              "RequestIntervalInMinutes": 60 }
            """);
        var release = answer.Versions![0]!;

        Assert.Equal(("v1.34.1", "2025-09-10T00:00:00Z", "v1.33.0", "CVE-2026-1", 60),
            (release.Name, release.ReleaseDate, release.MinUpgradableVersion, release.ExtraInfo!.Cves, answer.RequestIntervalInMinutes));
        Assert.Equal(["latest", "stable"], release.Tags!);
        Assert.Equal("v1.33.1", answer.Versions[1]!.Name);
    }

    [Fact]
    public void The_public_services_answer_is_read()
    {
        const string Names = """ "name": "v1.35.7+rke2r1", "releaseDate": "2026-08-04T20:09:56Z", "minUpgradableVersion": "",""";
        var answer = Given.Answer($$"""
            { "versions": [ {{{Names}} "tags": ["latest"], "extraInfo": null } ],
              "requestIntervalInMinutes": 480, "somethingNew": { "a": [ 1, 2 ] } }
            """);
        Assert.Equal("v1.35.7+rke2r1", answer.Versions![0]!.Name);
        Assert.Null(answer.Advisories);
        Assert.Equal(480, answer.RequestIntervalInMinutes);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.IsType<AnswerReadResult.Readable>(AnswerReader.Read([0xEF, 0xBB, 0xBF, .. """{ "versions": [] }"""u8]));

    [Theory]
    [InlineData("""{ "versions": ##, "x": 1 }""")]
    [InlineData("""{ "versions": [], "unknown": ## }""")]
    public void A_hundred_levels_end_in_a_value(string json)
    {
        var deep = new string('[', 100) + new string(']', 100);
        Assert.IsType<AnswerReadResult.Unreadable>(
            AnswerReader.Read(Encoding.UTF8.GetBytes(json.Replace("##", deep, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_key_in_the_path_cannot_break_a_log_line()
    {
        var read = AnswerReader.Read(
            Encoding.UTF8.GetBytes($$"""{ "versions": [ { "components": { "a\nlevel=error{{new string('x', 5000)}}": 3 } } ] }"""));
        var path = Assert.IsType<AnswerReadResult.Unreadable>(read).Path;
        Assert.DoesNotContain('\n', path);
        Assert.True(path.Length <= 200);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\xff\"")]
    public void Text_that_is_not_Unicode_ends_in_a_value(string text) =>
        AnswerReader.Read(Encoding.Latin1.GetBytes($$"""{ "versions": [ { "name": {{text}} } ] }"""));

    [Fact]
    public void Longhorns_five_keys_are_always_written_and_the_rest_only_when_there()
    {
        var json = JsonSerializer.Serialize(new Answer { Versions = [new AnswerVersion { Name = "v1.35.7+rke2r1" }] },
            AnswerJsonContext.Default.Answer);
        Assert.Equal(
            """{"versions":[{"name":"v1.35.7\u002Brke2r1","releaseDate":null,"minUpgradableVersion":null,"tags":null,"extraInfo":null}]}""",
            json);
    }

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        const string Vex = """, "vex": [ { "component": "coredns", "status": "fixed" } ]""";
        var release = Given.Release("v1.35.7+rke2r1", "\"etcd\": \"v3.6.7-k3s1\"");
        var json = $$"""
            { "schemaVersion": "1.0", "generated": "2026-11-24T06:00:00Z", "versions": [ {{release}} ],
              "advisories": [ {{Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.2.3", extra: Vex)}} ],
              "support": [ { "minor": "1.35", "endOfLife": "2027-02-28" } ], "requestIntervalInMinutes": 480 }
            """;
        var written = JsonSerializer.Serialize(Given.Answer(json), AnswerJsonContext.Default.Answer);
        Assert.Equal(written, JsonSerializer.Serialize(Given.Answer(written), AnswerJsonContext.Default.Answer));
        Assert.Equal("CVE-1", Assert.Single(Given.Feed(written).Advisories).Id);
    }

    [Fact]
    public void No_bytes_and_no_mangled_answer_make_anything_fail()
    {
        var release = Given.Release("v1.35.7+rke2r1", "\"etcd\": \"v3.6.7-k3s1\"");
        var advisory = Given.Advisory("CVE-1", "etcd", "introduced 0, fixed 3.7.0, introduced 1.1.1, last_affected 1.2.0");
        var whole = Encoding.UTF8.GetBytes($$"""
            { "generated": "2026-11-24T06:00:00Z", "versions": [ {{release}}, {{Given.Release("v1.36.0+rke2r1")}} ],
              "advisories": [ {{advisory}}, {{Given.Advisory("GO-1", "rke2", "introduced 1.0.0")}} ],
              "support": [ { "minor": "1.35", "endOfLife": "2027-02-28" } ] }
            """);
        var mangled = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1],
            Gen.OneOf((byte)'"', (byte)'[', (byte)'0', (byte)'\\'))
            .Select((at, value, then, mark) => whole.Select((given, i) => i == at ? value : i == then ? mark : given).ToArray());
        Gen.OneOf(mangled, Gen.Byte.Array, Gen.Const(whole)).Sample(bytes =>
        {
            if (AnswerReader.Read(bytes) is AnswerReadResult.Readable readable)
            {
                Assessment.Of(Given.Cluster("v1.35.6+rke2r1"), Feed.FromAnswer(readable.Answer), Given.Now);
            }
        });
    }
}
