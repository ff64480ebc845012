using System.Net.Http.Headers;
using System.Net.Security;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Collecting;

/// <summary>The door to the Kubernetes API: plain GETs, nothing is ever written.</summary>
internal sealed class ApiServer : IDisposable
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly ApiServerConnection _connection;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public ApiServer(ApiServerConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = connection.UsesProxy,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            SslOptions = Tls(connection),
        });
    }

    /// <summary>Asks for a path; a busy server (429, 5xx) is asked again after its <c>Retry-After</c>, at most three times in all.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="UnusableTokenException">The token cannot be read or sent.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await SendAsync(path, cancellationToken).ConfigureAwait(false);
            var wait = RetryAfter.Of(response, _time) ?? TimeSpan.FromSeconds(attempt);
            if (attempt == MaxAttempts || wait > LongestWait || (int)response.StatusCode is not (429 or >= 500))
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> SendAsync(string path, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_connection.Server, _connection.Server.AbsolutePath.TrimEnd('/') + path));
        if (_connection.TlsServerName is { } name)
        {
            // The handler takes the name to ask for and to check from here, and writes it over SslOptions.TargetHost.
            request.Headers.Host = name;
        }

        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_connection.ReadToken is { } readToken)
        {
            request.Headers.Authorization = BearerToken.Header(readToken);
        }

        return _http.SendAsync(request, cancellationToken);
    }

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
