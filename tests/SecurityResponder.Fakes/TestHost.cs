using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace SecurityResponder.Fakes;

/// <summary>Kestrel on a free port of 127.0.0.1 without configuration, logging or middleware.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _received;

    private TestHost(WebApplication application) => _application = application;

    public RequestLog Requests { get; } = new();

    public int Port => new Uri(_application.Urls.First()).Port;

    /// <param name="answer">Chooses the answer to a request.</param>
    /// <param name="certificate">The server's certificate; null for plain HTTP/1.1.</param>
    /// <param name="intermediates">The certificates that it sends too; null for none.</param>
    public static async Task<TestHost> StartAsync(
        Func<ReceivedRequest, Answer> answer, X509Certificate2? certificate, X509Certificate2Collection? intermediates = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, certificate, intermediates));
        var host = new TestHost(builder.Build());
        host._application.Run(context => host.AnswerAsync(context, answer));
        await host._application.StartAsync();
        return host;
    }

    /// <summary>Stops at once and aborts delayed answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static void Configure(
        KestrelServerOptions kestrel, X509Certificate2? certificate, X509Certificate2Collection? intermediates)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
            {
                listen.UseHttps(https => Secure(https, certificate, intermediates));
            }
        });
    }

    // Like a kube-apiserver: client certificates are optional, and an invalid one is answered with 401.
    private static void Secure(
        HttpsConnectionAdapterOptions https, X509Certificate2 certificate, X509Certificate2Collection? intermediates)
    {
        https.ServerCertificate = certificate;
        https.ServerCertificateChain = intermediates;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
    }

    private async Task AnswerAsync(HttpContext context, Func<ReceivedRequest, Answer> answer)
    {
        var request = await ReceivedRequest.ReadAsync(context, Interlocked.Increment(ref _received) - 1);
        Requests.Add(request);
        await answer(request).SendAsync(context, request);
    }
}
