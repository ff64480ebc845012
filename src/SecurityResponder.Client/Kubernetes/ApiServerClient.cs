using System.Net.Http.Headers;
using System.Net.Sockets;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Sends requests to the API server with the credentials of a connection.</summary>
internal sealed class ApiServerClient(ApiServerConnection connection) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        SslOptions = TrustedRoots.TlsOptions(connection.Roots),
        ConnectCallback = connection.Socket is { } socket
            ? (_, cancellationToken) => SocketConnection.OpenAsync(new UnixDomainSocketEndPoint(socket), cancellationToken)
            : null,
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
        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (connection.ReadToken is { } readToken)
        {
            request.Headers.Authorization = BearerToken.Header(readToken);
        }

        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
