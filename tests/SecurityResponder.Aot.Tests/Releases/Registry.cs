using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Releases;

/// <summary>A registry on loopback, with TLS: Debian's docker-registry.</summary>
internal sealed class Registry : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Process _process;

    public Registry()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.IssueServer("localhost");
        using var key = certificate.GetECDsaPrivateKey()!;
        Authority = _folder.Write("ca.crt", authority.Pem);
        Host = $"localhost:{FreePort()}";
        var settings = _folder.Write("config.yml", $$"""
            version: 0.1
            log: { level: warn, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{_folder.Path}}/data } }
            http:
              addr: {{Host}}
              tls:
                certificate: {{_folder.Write("tls.crt", certificate.ExportCertificatePem())}}
                key: {{_folder.Write("tls.key", key.ExportPkcs8PrivateKeyPem())}}
            """);
        _process = Process.Start(new ProcessStartInfo(Script.Tool("docker-registry"), ["serve", settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>For example <c>localhost:41234</c>.</summary>
    public string Host { get; }

    /// <summary>The file of the certificate authority.</summary>
    public string Authority { get; }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        string[] request =
        [
            "--silent", "--show-error", "--fail", "--cacert", Authority, "--retry", "60", "--retry-delay", "1", "--retry-connrefused",
            $"https://{Host}/v2/"];
        (await Command.RunAsync("curl", request, TestContext.Current.CancellationToken)).Succeeded();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
