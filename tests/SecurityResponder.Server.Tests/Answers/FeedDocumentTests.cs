using System.Text;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedDocumentTests
{
    [Theory]
    [InlineData("", "$: expected well-formed JSON, complete and at most 64 levels deep")]
    [InlineData("[]", "$: expected a JSON object")]
    [InlineData("{}", "$.versions: expected a list of releases")]
    [InlineData(Feeds.Bad, "$.versions[1].tags: expected a list")]
    [InlineData("""{ "schemaVersion": "2", "versions": [] }""", "$.schemaVersion: expected 1 or 1.x; ")]
    [InlineData("""{ "versions": [ { "name": "v1.34.1+rke2r1" }, { "name": "v1.34.1+rke2r1" } ] }""", "$.versions[1].name: expected ")]
    [InlineData("""{ "versions": [], "advisories": [ { "id": "CVE-1" }, { "id": "CVE-1" } ] }""", "$.advisories[1].id: expected ")]
    [InlineData("""{ "versions": [], "advisories": [ { "id": 7 } ] }""", "$.advisories[0].id: expected text")]
    [InlineData("""{ "versions": [] """, "$: expected well-formed JSON, complete")]
    [InlineData("""{ "versions": [] } {}""", "$: expected well-formed JSON")]
    public void A_feed_is_refused_as_its_clients_would_refuse_it(string json, string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        var refused = Assert.IsType<FeedReadResult.Refused>(FeedDocument.Read("feed.json", bytes));
        Assert.StartsWith(reason, refused.Reason);
        Assert.Null(FeedBuffer.Read(bytes, out var fault));
        Assert.Equal(fault, refused.Reason);
    }

    [Fact]
    public void More_advisories_than_clients_take_are_refused()
    {
        var advisories = string.Join(',', Enumerable.Range(0, 10_001).Select(id => $$"""{ "id": "CVE-{{id}}" }"""));
        var bytes = Encoding.UTF8.GetBytes($$"""{ "versions": [], "advisories": [ {{advisories}} ] }""");

        Assert.Equal(
            new FeedReadResult.Refused("$.advisories[10000]: expected at most 10000 entries"), FeedDocument.Read("feed.json", bytes));
    }

    [Fact]
    public void What_only_an_answer_needs_is_checked_too() => Assert.Equal(
        new FeedReadResult.Refused("$.requestIntervalInMinutes: expected a whole number"),
        FeedDocument.Read("feed.json", """{ "versions": [], "requestIntervalInMinutes": "8h" }"""u8.ToArray()));

    [Fact]
    public void A_response_config_of_Longhorns_server_is_read() => Assert.IsType<FeedReadResult.Readable>(
        FeedDocument.Read("config.json", File.ReadAllBytes(Repository.LonghornConfig)));
}
