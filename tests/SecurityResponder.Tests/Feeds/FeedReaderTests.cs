using System.Text;
using CsCheck;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

/// <summary>A feed read piece by piece says what it says read whole, and a bad one is refused with its place.</summary>
public sealed class FeedReaderTests
{
    private static readonly string[] Versions = ["v1.34.5+rke2r1", "v1.34.9+rke2r1", "v1.35.7+rke2r1", "v1.33.0+rke2r1"];

    private const string EtcdFixed = """, "vex": [ { "component": "etcd", "status": "fixed" } ]""";

    private const string References = """[ { "url": "https://a.example/" } ]""";

    private static readonly string Old = Given.Release("v1.34.5+rke2r1", "\"etcd\": \"v3.6.7-k3s1\"");

    private static readonly string Document = $$"""
        { "schemaVersion": "1.4", "generated": "2026-11-24T06:00:00Z", "later": { "deep": [ [ { "x": [1, 2, "]"] } ] ] },
          "support": [ { "minor": "1.34", "endOfLife": "2026-10-27" }, null ],
          "advisories": [
            {{Given.Advisory("GO-2026-0001", "etcd", "introduced 0, fixed 3.6.8")}},
            {{Given.Advisory("CVE-2026-0002", "kubernetes", "introduced 1.34.0, fixed 1.34.8", "CRITICAL", EtcdFixed)}},
            { "id": "GHSA-1", "aliases": ["CVE-2026-0002"], "summary": "Größe ☃ \u0041 \"quoted\"", "references": {{References}} },
            { "id": "CVE-2026-0003", "withdrawn": "2026-01-01T00:00:00Z" }, { "summary": "no id" }, null ],
          "requestIntervalInMinutes": 480,
          "versions": [
            {{Old}}, {{Given.Release("v1.34.9+rke2r1", "\"etcd\": \"v3.6.12-k3s1\"")}},
            {{Given.Release("v1.35.7+rke2r1", "\"etcd\": \"v3.6.7-k3s1\"")}}, { "name": "not a version" } ] }
        """;

    [Fact]
    public void Pieces_of_any_size_say_what_the_whole_says()
    {
        var whole = Feed.FromAnswer(Given.Answer(Document));
        Gen.Int[1, 400].List[1, 40].Sample(sizes =>
        {
            var feed = Read(Document, sizes).End();
            Assert.NotNull(feed);
            Assert.Equal((whole.GeneratedAt, whole.Unreadable), (feed.GeneratedAt, feed.Unreadable));
            Assert.Equal(whole.LastDays, feed.LastDays);
            Assert.Equal(whole.Releases.Select(release => release.Version), feed.Releases.Select(release => release.Version));
            Assert.Equal(whole.Advisories.Select(advisory => advisory.Id), feed.Advisories.Select(advisory => advisory.Id));
            foreach (var version in Versions)
            {
                Assert.Equal(Verdict(whole, version), Verdict(feed, version));
            }
        });
        Assert.NotEqual("", Verdict(whole, Versions[0]));
    }

    [Fact]
    public void Without_advisories_the_ids_on_each_release_count()
    {
        const string Release = """{ "name": "v1.34.5+rke2r1", "extraInfo": { "cves": "CVE-2026-0001" } }""";
        var feed = Read($$"""{ "advisories": null, "versions": [ {{Release}} ] }""").End();
        Assert.Equal("CVE-2026-0001", Assert.Single(feed!.Advisories).Id);
    }

    [Theory]
    [InlineData("", "$", "well-formed JSON")]
    [InlineData("[]", "$", "a JSON object")]
    [InlineData("{}", "$.versions", "a list of releases")]
    [InlineData("""{ "versions": null }""", "$.versions", "a list of releases")]
    [InlineData("""{ "versions": [] } {}""", "$", "well-formed JSON")]
    [InlineData("""{ "versions": [ {} """, "$.versions[1]", "well-formed JSON")]
    [InlineData("""{ "versions": [], "advisories": [ { "id": "A", "aliases": [ """, "$.advisories[0].aliases", "well-formed JSON")]
    [InlineData("""{ "versions": {} }""", "$.versions", "a list")]
    [InlineData("""{ "versions": [ 3 ] }""", "$.versions[0]", "an object")]
    [InlineData("""{ "versions": [ {}, { "tags": "x" } ] }""", "$.versions[1].tags", "a list")]
    [InlineData("""{ "generated": 7, "versions": [] }""", "$.generated", "text")]
    [InlineData("""{ "schemaVersion": "2.0", "versions": [] }""", "$.schemaVersion", "needs a newer version of this program")]
    [InlineData("""{ "schemaVersion": 1, "versions": [] }""", "$.schemaVersion", "text")]
    [InlineData("""{ "versions": [], "advisories": [ { "id": "A" }, { "id": "a " } ] }""", "$.advisories[1].id",
        "an id that is not listed before")]
    [InlineData("""{ "versions": [ { "name": "v1.1.1+rke2r1" }, { "name": "v1.1.1+rke2r1" } ] }""", "$.versions[1].name",
        "a release that is not listed before")]
    [InlineData(
        """{ "versions": [], "advisories": [ { "id": "A", "affected": [ { "ranges": [ { "events": [ { "fixed": 3 } ] } ] } ] } ] }""",
        "$.advisories[0].affected[0].ranges[0].events[0].fixed", "text")]
    public void A_bad_feed_is_refused_with_its_place_however_it_comes(string json, string path, string expected)
    {
        foreach (var size in new[] { 1, 7, 100_000 })
        {
            var reader = Read(json, size);
            Assert.Null(reader.End());
            Assert.StartsWith(path, reader.Fault!.Path, StringComparison.Ordinal);
            Assert.Contains(expected, reader.Fault.Expected, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2_001, """{ "name": "v1.30.#+rke2r1" }""", "versions", "$.versions[2000]: expected at most 2000 entries")]
    [InlineData(10_001, """{ "id": "CVE-#" }""", "advisories", "$.advisories[10000]: expected at most 10000 entries")]
    [InlineData(400, """{ "id": "CVE-#", "affected": [ { "package": { "name": "etcd" }, "versions": [ MANY ] } ] }""", "advisories",
        "fewer list elements and less text in all")]
    [InlineData(1_000, """{ "name": "v1.30.#+rke2r1", "tags": [ MANY ] }""", "versions", "fewer list elements and less text in all")]
    [InlineData(1_000, """{ "name": "v1.30.#+rke2r1", "extraInfo": { "cves": "MANY" } }""", "versions", "fewer list elements")]
    [InlineData(1_000, """{ "name": "v1.30.#+rke2r1", "go": "LONG" }""", "versions", "fewer list elements and less text in all")]
    public void A_feed_made_to_fill_the_memory_is_refused(int count, string entry, string list, string reason)
    {
        var many = string.Join(',', Enumerable.Range(0, 300).Select(minor => $"\"1.{minor}\""));
        var text = new StringBuilder($$"""{ "{{list}}": [""");
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(entry.Replace("#", $"{i}", StringComparison.Ordinal)
                .Replace("\"MANY\"", $"\"{many.Replace("\"", "", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
                .Replace("MANY", many, StringComparison.Ordinal).Replace("LONG", new string('1', 8_000), StringComparison.Ordinal));
        }

        var reader = Read(text.Append("] }").ToString());
        Assert.Null(reader.End());
        Assert.Contains(reason, reader.Fault!.Reason, StringComparison.Ordinal);
    }

    // An advisory, its component and its versions are parts: 200 advisories of 200 parts are as many as allowed.
    [Theory]
    [InlineData(198, true)]
    [InlineData(199, false)]
    public void All_parts_of_a_feed_together_have_a_limit(int versionsOfTheLast, bool isAccepted)
    {
        var advisories = Enumerable.Range(0, 200).Select(index => Named(index, index == 199 ? versionsOfTheLast : 198));

        Assert.Equal(isAccepted, Read($$"""{ "versions": [], "advisories": [ {{string.Join(',', advisories)}} ] }""").End() is not null);
    }

    private static string Named(int index, int versions) => $$"""
        { "id": "CVE-2026-{{index}}", "affected": [ { "package": { "name": "etcd" },
          "versions": [ {{string.Join(',', Enumerable.Range(0, versions).Select(minor => $"\"1.{minor}\""))}} ] } ] }
        """;

    [Fact]
    public void Nesting_beyond_64_levels_is_refused_even_in_what_nobody_knows()
    {
        var reader = Read($$"""{ "unknown": {{new string('[', 100_000)}}""");
        Assert.Null(reader.End());
        Assert.Contains("64 levels", reader.Fault!.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_bytes_reading_ends_with_a_feed_or_a_fault() =>
        Gen.Select(Gen.Int[0, Document.Length - 1], Gen.Byte, Gen.Int[1, 300]).Sample((at, value, size) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Document);
        bytes[at] = value;
        var reader = Read(bytes, size);
        Assert.Equal(reader.End() is null, reader.Fault is not null);
    });

    private static string Verdict(Feed feed, string version)
    {
        var assessment = Given.Assessment(feed, version);
        return string.Join(';', Given.Ids(assessment.Findings)) + assessment.Recommended?.Release.Version + assessment.Undecided.Count
            + assessment.Support;
    }

    private static FeedReader Read(string json, params IReadOnlyList<int> sizes) => Read(Encoding.UTF8.GetBytes(json), sizes);

    // As a stream would bring it: so many bytes at a time, the sizes again and again.
    private static FeedReader Read(byte[] bytes, params IReadOnlyList<int> sizes)
    {
        var reader = new FeedReader();
        int start = 0, end = 0, turn = 0;
        while (reader.Fault is null)
        {
            var count = Math.Min(sizes.Count == 0 ? 65_536 : sizes[turn++ % sizes.Count], bytes.Length - end);
            end += count;
            start += reader.Read(bytes.AsSpan(start, end - start), isFinal: count == 0);
            if (count == 0)
            {
                break;
            }
        }

        return reader;
    }
}
