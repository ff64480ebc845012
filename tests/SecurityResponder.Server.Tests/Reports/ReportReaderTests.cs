using System.Buffers;
using System.Text;
using CsCheck;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Tests.Reports;

public sealed class ReportReaderTests
{
    private const string Fields =
        """{"serverNodeCount":3,"serverMemory":25769803776,"rancher-managed":true,"cni-plugin":"canal"}""";

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        $$$"""
        {"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598","dev":"true","os":"SLE \u00e9"},
         "extraFieldInfo":{{{Fields}}},"extraInfo":{"arch":"amd64"}}
        """);

    [Fact]
    public void Whatever_the_bytes_the_outcome_is_a_value()
    {
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.NotNull(Read(bytes)), iter: 2_000);
    }

    [Fact]
    public void A_report_in_which_a_few_bytes_are_wrong_is_read_or_refused_by_a_field()
    {
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var bytes = (byte[])Whole.Clone();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                Assert.True(Read(bytes) is ReportReadResult.Readable or ReportReadResult.WithoutVersion
                    or ReportReadResult.Malformed { Field.Length: > 0 } or ReportReadResult.InvalidValue { Field.Length: > 0 });
            },
            iter: 20_000);
    }

    [Fact]
    public void Text_of_any_characters_is_kept_as_it_is_or_refused()
    {
        var os = ReportColumn.Named("os");
        Gen.String[0, 300].Sample(
            text =>
            {
                var json = $$$"""{"appVersion":"v1.34.1","extraTagInfo":{"os":{{{System.Text.Json.JsonSerializer.Serialize(text)}}}}}""";
                if (Read(Encoding.UTF8.GetBytes(json)) is not ReportReadResult.Readable { Report: var report })
                {
                    return;
                }

                Assert.True(report[os] is null or string { Length: <= 256 });
                Assert.DoesNotContain((string?)report[os] ?? "", char.IsControl);
            },
            iter: 2_000);
    }

    [Fact]
    public void A_key_that_is_written_with_escapes_is_the_same_key()
    {
        var read = Assert.IsType<ReportReadResult.Readable>(
            Read("""{"app\u0056ersion":"v1.34.1","extra\u0054agInfo":{"o\u0073":"SLE","o\\u0073":1,"o\u00df":1}}"""u8.ToArray()));
        Assert.Equal(("SLE", 2), (read.Report[ReportColumn.Named("os")], read.Unknown!.Count));
    }

    [Theory]
    [InlineData("appVersion")]
    [InlineData("os")]
    public void A_key_with_a_byte_that_is_not_UTF_8_is_refused(string key)
    {
        var bytes = Encoding.UTF8.GetBytes("""{"appVersion":"v1.34.1","extraTagInfo":{"os":"SLE"}}""");
        bytes[Encoding.UTF8.GetString(bytes).IndexOf(key, StringComparison.Ordinal)] = 0xff;
        Assert.Equal("$", Assert.IsType<ReportReadResult.Malformed>(Read(bytes)).Field);
    }

    private static ReportReadResult Read(byte[] bytes) => ReportReader.Read(new ReadOnlySequence<byte>(bytes));
}
