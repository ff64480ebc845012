using System.Diagnostics;
using System.Text.Json;

namespace SecurityResponder.Bench;

/// <summary>Starts the server process, which ends with its standard input.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, ServerAddresses addresses) => (_process, Addresses) = (process, addresses);

    public ServerAddresses Addresses { get; }

    public static async Task<ServerProcess> StartAsync(BenchCase benchCase)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", $"{benchCase.Nodes}", $"{benchCase.Versions}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new BenchException("the test servers did not start");
        return new(process, JsonSerializer.Deserialize(line, ServerJson.Default.ServerAddresses)!);
    }

    /// <summary>Ends the servers and returns what the responder received.</summary>
    public async Task<ServerReport> StopAsync()
    {
        _process.StandardInput.Close();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new BenchException("the test servers died");
        await _process.WaitForExitAsync();
        return JsonSerializer.Deserialize(line, ServerJson.Default.ServerReport)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
