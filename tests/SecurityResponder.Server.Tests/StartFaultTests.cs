using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Tests;

/// <summary>What keeps the program from starting is one line and exit code 1, and no output that is closed or full aborts it.</summary>
public sealed class StartFaultTests : IDisposable
{
    private const int Aborted = 128 + 6;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("--urls")]
    [InlineData("--probe-urls")]
    [InlineData("--operator-urls")]
    public async Task A_port_in_use_is_one_line(string flag)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        string[] urls = flag == "--urls" ? [flag, address] : ["--urls", "http://127.0.0.1:0", flag, address];

        await File.WriteAllTextAsync(_data.File("token"), new string('t', 32), TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await ServerProcess.RunAsync(
            [.. urls, "--operator-token-file", _data.File("token"), "--feed", Repository.SampleFeed, "--data", _data.Path]);

        Assert.Equal(
            (1, $"security-responder-server: Failed to bind to address {address}: address already in use.\n"), (exitCode, error));
        Assert.DoesNotContain("Hosting failed", output, StringComparison.Ordinal);
    }

    // An address for documentation (RFC 5737), which no machine has.
    [Fact]
    public async Task An_address_of_another_machine_is_one_line()
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync(
            "--urls", "http://192.0.2.1:8080", "--feed", Repository.SampleFeed, "--data", _data.Path);

        Assert.Equal(1, exitCode);
        Assert.Equal("security-responder-server: cannot listen on http://192.0.2.1:8080: Cannot assign requested address\n", error);
    }

    [Theory]
    [InlineData("--version", ">&-")]
    [InlineData("--version", ">/dev/full")]
    [InlineData("--version", ">/dev/full 2>&1")]
    [InlineData("--help", ">&- 2>&-")]
    [InlineData("--nonsense", "2>&-")]
    [InlineData("--nonsense", "2>/dev/full")]
    [InlineData("--nonsense", "<&- >&- 2>&-")]
    public async Task It_is_never_aborted(string argument, string redirect)
    {
        var command = ResponderProgram.Command([argument], prefersNative: false);
        string[] arguments = ["-c", $"\"$0\" \"$@\" {redirect}", command.FileName, .. command.ArgumentList];
        using var process = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(Aborted, process.ExitCode);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
    }

    // The log goes to standard output. Nobody may have to read it.
    [Theory]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    [InlineData(">/dev/full")]
    [InlineData(">/dev/full 2>&1")]
    [InlineData("> >(head -c 1 >/dev/null)")]
    public async Task A_server_whose_output_is_lost_answers_until_it_is_told_to_end(string redirect)
    {
        var address = FreeAddress();
        var command = ResponderProgram.Command(
            ["--urls", address, "--feed", Repository.SampleFeed, "--data", _data.Path], prefersNative: true);
        string[] arguments = ["-c", $"exec \"$0\" \"$@\" {redirect}", command.FileName, .. command.ArgumentList];
        using var server = Process.Start(
            new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            await WaitAsync(client, server);
            for (var i = 0; i < 20; i++)
            {
                using var report = new StringContent(RunningResponder.SmallReport, null, "application/json");
                using var answer = await client.PostAsync("/v1/check", report, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }

            using var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }
        }
    }

    private static async Task WaitAsync(HttpClient client, Process server)
    {
        while (true)
        {
            Assert.False(server.HasExited);
            try
            {
                using var ready = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
