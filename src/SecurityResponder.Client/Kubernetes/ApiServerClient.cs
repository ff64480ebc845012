using System.Net.Http.Headers;
using System.Net.Security;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Sends requests to the API server with the credentials of a connection.</summary>
internal sealed class ApiServerClient(ApiServerConnection connection) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = connection.UsesProxy,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        SslOptions = Tls(connection),
    });

    /// <summary>Sends one request and returns the response, whatever its status.</summary>
    /// <param name="method">E.g. GET.</param>
    /// <param name="path">Path and query, relative to the server's address.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="UnusableTokenException">The token cannot be read or sent.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var address = new Uri(connection.Server, connection.Server.AbsolutePath.TrimEnd('/') + path);
        var request = new HttpRequestMessage(method, address) { Content = content };
        if (connection.TlsServerName is { } name)
        {
            // The handler takes the TLS server name from the Host header and overwrites SslOptions.TargetHost with it.
            request.Headers.Host = name;
        }

        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (connection.ReadToken is { } readToken)
        {
            request.Headers.Authorization = BearerToken.Header(readToken);
        }

        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static SslClientAuthenticationOptions Tls(ApiServerConnection connection)
    {
        var options = new SslClientAuthenticationOptions();
        if (connection.Roots is not null)
        {
            options.CertificateChainPolicy = TrustedRoots.ChainPolicy(connection.Roots);
        }

        if (connection.ClientCertificate is not null)
        {
            options.ClientCertificates = [connection.ClientCertificate];
        }

        if (connection.SkipsTlsVerification)
        {
#pragma warning disable CA5359 // The kubeconfig sets insecure-skip-tls-verify; kubectl does the same.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }
}
