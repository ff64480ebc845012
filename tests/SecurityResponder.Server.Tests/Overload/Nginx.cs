using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Debian's nginx with the configuration that <c>docs/nginx.conf</c> recommends, in front of a responder.</summary>
internal sealed class Nginx : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
    private static readonly string[] TemporaryFiles = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private static readonly string? Program = Places.FirstOrDefault(File.Exists);

    private readonly Process _process;

    private Nginx(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    /// <summary>Starts it and waits until it accepts connections; skips the test where nginx is not installed.</summary>
    /// <param name="data">Its directory.</param>
    /// <param name="responder">The responder behind it.</param>
    /// <param name="maxWaiting">The number of requests that may wait in nginx; null for that of the recommended configuration.</param>
    public static async Task<Nginx> StartAsync(TemporaryDirectory data, IPEndPoint responder, int? maxWaiting = null)
    {
        Assert.SkipWhen(Program is null, "nginx is not installed");
        var address = FreeAddress();
        var temporary = string.Concat(TemporaryFiles.Select(use => $"{use}_temp_path {data.Path}/{use};\n"));
        var configuration = (await File.ReadAllTextAsync(Repository.NginxConfiguration, TestContext.Current.CancellationToken))
            .Replace("http {", "http {\n" + temporary, StringComparison.Ordinal)
            .Replace("listen 80 ", $"listen {address} ", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", responder.ToString(), StringComparison.Ordinal)
            .Replace("waiting 20000;", $"waiting {maxWaiting ?? 20_000};", StringComparison.Ordinal);
        await File.WriteAllTextAsync(data.File("nginx.conf"), configuration, TestContext.Current.CancellationToken);
        var user = Environment.IsPrivilegedProcess ? "user root;" : "";
        var settings = $"daemon off; pid {data.File("nginx.pid")}; {user}";
        var process = Process.Start(
            Program!, ["-p", data.Path, "-c", data.File("nginx.conf"), "-e", data.File("nginx.log"), "-g", settings]);
        var nginx = new Nginx(process, address);
        while (!await nginx.AcceptsAsync())
        {
            Assert.False(process.HasExited, "nginx ended");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return nginx;
    }

    public void Dispose()
    {
        // SIGTERM, so that the master ends its workers.
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(Address, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
