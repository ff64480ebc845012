using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Debian's tinyproxy on loopback.</summary>
internal sealed class Tinyproxy : IAsyncDisposable
{
    private const string Program = "/usr/bin/tinyproxy";

    private readonly TestFolder _folder = new();
    private readonly Process _process;
    private readonly string _logFile;

    private Tinyproxy(bool hasPassword)
    {
        var port = FreePort();
        _logFile = Path.Combine(_folder.Path, "log");
        Address = $"http://{(hasPassword ? "user:secret-7@" : "")}127.0.0.1:{port}";
        var configuration = _folder.Write("tinyproxy.conf", $"""
            Port {port}
            Listen 127.0.0.1
            Allow 127.0.0.1
            LogFile "{_logFile}"
            LogLevel Info
            {(hasPassword ? "BasicAuth user secret-7" : "")}

            """);
        _process = Process.Start(new ProcessStartInfo(Program, ["-d", "-c", configuration]) { RedirectStandardOutput = true })!;
    }

    /// <summary>The value of <c>HTTPS_PROXY</c>.</summary>
    public string Address { get; }

    /// <summary>What it logged: a line for each request.</summary>
    public string Log => File.ReadAllText(_logFile);

    /// <summary>Starts it and waits until it listens. Skips the test when it is not installed, except in CI, which installs it.</summary>
    public static async Task<Tinyproxy> StartAsync(bool hasPassword)
    {
        var isRequired = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(File.Exists(Program) || isRequired, "tinyproxy is not installed: run `make tools`");
        var proxy = new Tinyproxy(hasPassword);
        while (!await proxy.IsListeningAsync())
        {
            Assert.False(proxy._process.HasExited);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, new Uri(Address).Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
