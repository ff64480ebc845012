using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Checks;

public sealed class HostileReportTests : IDisposable
{
    // FUZZ_REQUESTS=1000000 for a night, 2000 for a quick look. `make fuzz` sends 200,000 to the native program.
    private static readonly int Requests =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_REQUESTS"), CultureInfo.InvariantCulture, out var count) ? count : 100_000;

    private const int Senders = 8;
    private const int MaxMemoryMegabytes = 256;

    // The program that these tests were built with brings its compiler along.
    private const int MaxMemoryMegabytesNotNative = 400;

    // The chart gives the container 256 MiB, of which .NET takes three quarters for its heap: 192 MiB, in hexadecimal digits.
    private static readonly Dictionary<string, string> Container = new() { ["DOTNET_GCHeapHardLimit"] = "C000000" };

    private static readonly bool IsNative = Environment.GetEnvironmentVariable("RESPONDER_BINARY") is { Length: > 0 };

    private static readonly int[] Documented = [200, 400, 404, 405, 413, 415, 422];

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Whatever_comes_the_answer_is_a_documented_one_and_nothing_breaks()
    {
        var seen = new ConcurrentDictionary<int, int>();
        // Without quotas, so that every report that is accepted is also recorded.
        using var server = await ServerProcess.StartAsync(
            _data.Path, environment: Container, arguments: ["--cluster-reports", "0", "--cluster-bytes", "0", "--new-clusters", "0"]);
        await HostileReports.Requests.SampleAsync(
            async hostile =>
            {
                var status = await StatusAsync(server, hostile);
                seen.AddOrUpdate(status, 1, (_, count) => count + 1);
                Assert.Contains(status, Documented);
            },
            iter: Requests, threads: Senders);
        var memory = server.PeakMemoryMegabytes;
        await server.TerminateAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{Requests} requests, peak {memory} MiB; by status: "
            + string.Join(", ", seen.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));

        // Each of them came up, or the requests are not what they are said to be.
        Assert.All(Documented, status => Assert.True(seen.ContainsKey(status), $"no request was answered {status}"));
        Assert.DoesNotMatch(" (warn|fail|crit): ", server.Said);
        Assert.InRange(memory, 1, IsNative ? MaxMemoryMegabytes : MaxMemoryMegabytesNotNative);
        AssertOnlyCleanTextIsKept();
    }

    private static async Task<int> StatusAsync(ServerProcess server, HostileReport hostile)
    {
        using var message = hostile.ToMessage();
        try
        {
            using var response = await server.Client.SendAsync(message, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }
        // The connection ends with the refusal; who still sends may see only that it ended.
        catch (HttpRequestException) when (hostile.Body.Length > KestrelLimits.BodyBytes)
        {
            return 413;
        }
    }

    private void AssertOnlyCleanTextIsKept()
    {
        var kept = ReportDatabase.Read(DataDirectory.DatabaseIn(_data.Path)).ToList();

        Assert.NotEmpty(kept);
        Assert.All(kept, row => Assert.All(row.OfType<string>(), text => Assert.DoesNotContain(text, char.IsControl)));
    }
}
