using System.Net.Http.Headers;
using System.Net.Security;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Collecting;

/// <summary>One way to the Kubernetes API, with its trust and its credentials: the door that reads and the one that writes share it.</summary>
internal sealed class ApiServerTransport(ApiServerConnection connection) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = connection.UsesProxy,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        SslOptions = Tls(connection),
    });

    /// <summary>Sends one request and returns its answer, whatever the status.</summary>
    /// <param name="method">E.g. GET.</param>
    /// <param name="path">Path and query below the server's address.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="UnusableTokenException">The token cannot be read or sent.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, new Uri(connection.Server, connection.Server.AbsolutePath.TrimEnd('/') + path)) { Content = content };
        if (connection.TlsServerName is { } name)
        {
            // The handler takes the name to ask for and to check from here, and writes it over SslOptions.TargetHost.
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
#pragma warning disable CA5359 // The user's own kubeconfig asks for it (insecure-skip-tls-verify), and kubectl would do the same.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }
}
