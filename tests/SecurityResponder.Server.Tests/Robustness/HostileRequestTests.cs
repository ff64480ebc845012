using System.Buffers;
using System.Text;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Requests that cost more than they should. At first, an impossible chunk size was answered with 500 and logged with a stack
/// trace, and with a request schema, the cost of a body grew with the square of its length.</summary>
public sealed class HostileRequestTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("7FFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("7FFFFFFF")]
    [InlineData("100000000")]
    [InlineData("-1")]
    [InlineData("0x5")]
    public async Task A_chunk_of_an_impossible_size_is_a_bad_request_and_no_fault_of_the_program(string size)
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        using (var connection = new RawConnection(server.Client.BaseAddress!))
        {
            await connection.SendAsync(
                "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + $"Transfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n");

            Assert.Matches("^HTTP/1.1 4(00|08|13) ", await connection.StatusLineAsync());
        }

        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotMatch(" (warn|fail|crit): ", server.Said);
    }

    // Work that grew with the square of the number of keys would not end in a test's lifetime: 40 ms for each of these.
    [Fact]
    public void Thousands_of_keys_in_both_places_of_tags_are_read_in_linear_time()
    {
        var schema = RequestSchema.Open(Repository.LonghornSchema);
        var tags = string.Join(',', Enumerable.Range(0, 3900).Select(i => $"\"{i:x}\":\"0\""));
        var former = string.Join(',', Enumerable.Range(0, 3300).Select(i => $"\"{i + 70000:x}\":\"0\""));
        var body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(
            $$$"""{"appVersion":"v1.34.5","extraTagInfo":{{{{tags}}}},"extraInfo":{{{{former}}}}}"""));
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(7200, Assert.IsType<ReportReadResult.Readable>(ReportReader.Read(body, schema)).Unknown!.Count);
        }
    }
}
