using System.Text;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Tests.Vulnerabilities;

public sealed class VexReaderTests
{
    private const string AboutCoreDns = """
        {"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "pkg:oci/hardened-coredns?repository_url=index.docker.io/rancher/hardened-coredns"}],
        "status": "not_affected", "justification": "vulnerable_code_not_present"}
        """;

    private readonly SourceLog _log = new("VEX", "https://example.org", null);

    [Fact]
    public void A_report_of_many_statements_is_read_with_a_small_buffer()
    {
        var other = """{"vulnerability": {"name": "CVE-2026-2"}, "products": [{"@id": "pkg:golang/x/y", "subcomponents": [{}]}]},""";
        var document = $$"""{"statements": [{{string.Concat(Enumerable.Repeat(other, 5_000))}}{{AboutCoreDns}}],"@id": "https://vex/1"}""";
        var reader = new VexReader(_log);

        var entry = Assert.Single(reader.Read(Stream(document)));

        Assert.Equal(5_000, reader.SubcomponentStatements);
        Assert.Equal(("coredns", "not_affected"), (entry.Statement.Component, entry.Statement.Status));
        Assert.Equal("https://vex/1", entry.Statement.Source);
    }

    [Fact]
    public void The_time_of_the_document_counts_for_statements_without_one_wherever_it_stands()
    {
        var document = $$"""{"statements": [{{AboutCoreDns}}], "timestamp": "2026-06-19T00:00:00Z"}""";

        Assert.Equal("2026-06-19T00:00:00Z", Assert.Single(new VexReader(_log).Read(Stream(document))).Timestamp);
        Assert.Equal(new DateTimeOffset(2026, 6, 19, 0, 0, 0, TimeSpan.Zero), _log.NewestDate);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{\"packages\": [{\"id\": 1}]}")]
    [InlineData("{\"statements\": {\"statements\": [1]}}")]
    [InlineData("\uFEFF{\"statements\": []}")]
    public void A_document_without_statements_has_none(string document) =>
        Assert.Empty(new VexReader(_log).Read(Stream(document)));

    [Fact]
    public void An_index_with_percent_encoded_ids_has_no_statements()
    {
        const string Index = """
            {"updated_at": "2026-06-19T00:00:00Z", "packages": [
              {"id": "pkg:oci/hardened-coredns?repository_url=index.docker.io%2Francher%2Fhardened-coredns", "location": "pkg/oci/a.json"}]}
            """;

        Assert.Empty(new VexReader(_log).Read(Stream(Index)));
    }

    [Theory]
    [InlineData("pkg:oci/hardened-coredns?repository_url=index.docker.io/rancher/hardened-coredns")]
    [InlineData("pkg:oci/hardened-coredns?repository_url=index.docker.io%2Francher%2Fhardened-coredns")]
    [InlineData("pkg:oci/hardened-coredns?repository_url=registry.rancher.com%2Francher%2Fhardened-coredns&arch=amd64")]
    public void An_image_is_recognized_with_and_without_percent_encoding(string id)
    {
        var document = $$"""
            {"statements": [{"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "{{id}}"}], "status": "fixed"}]}
            """;

        var statement = Assert.Single(new VexReader(_log).Read(Stream(document))).Statement;

        Assert.Equal(("coredns", "rancher/hardened-coredns"), (statement.Component, statement.Product));
    }

    [Fact]
    public void A_fault_far_inside_is_named_with_its_line()
    {
        var statements = string.Concat(Enumerable.Repeat(AboutCoreDns.ReplaceLineEndings(" ") + ",\n", 1_000));
        var document = "{\n\"statements\": [\n" + statements + "oops]}";

        Assert.Contains("report.json:1003: expected an OpenVEX document", Fault(document), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_report_is_refused() =>
        Assert.Contains("the document is not JSON", Fault($$"""{"statements": [{{AboutCoreDns}},"""), StringComparison.Ordinal);

    [Fact]
    public void A_single_gigantic_value_is_refused() => Assert.Contains(
        "one value has more than 8388608 bytes", Fault($$"""{"statements": ["{{new string('a', 9 << 20)}}"]}"""), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("not JSON", Fault("{\"statements\": " + new string('[', 100_000)), StringComparison.Ordinal);

    private string Fault(string document) =>
        Assert.Throws<InvalidSourceException>(() => new VexReader(_log).Read(Stream(document))).Message;

    private static SourceStream Stream(string document) =>
        new("report.json", new MemoryStream(Encoding.UTF8.GetBytes(document)), SizeLimit.Of(SourceReader.MaxStreamBytes));
}
