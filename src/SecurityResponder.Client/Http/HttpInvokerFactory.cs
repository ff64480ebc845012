using System.Net;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Settings;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Http;

/// <summary>Creates HTTP clients for servers outside the cluster: with the configured proxy and certificate authorities, without cookies
/// and without automatic redirects.</summary>
/// <param name="options">The settings.</param>
/// <param name="proxy">The configured proxies.</param>
internal sealed class HttpInvokerFactory(ClientOptions options, EnvironmentProxy proxy)
{
    /// <summary>The configured proxies.</summary>
    public EnvironmentProxy Proxy => proxy;

    /// <summary>Reads the proxies from the environment.</summary>
    /// <exception cref="InvalidSettingsException">A variable is not the address of a proxy.</exception>
    public static HttpInvokerFactory Of(ClientOptions options, Func<string, string?> environment)
    {
        try
        {
            return new(options, new EnvironmentProxy(environment));
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException(exception.Message, exception);
        }
    }

    /// <summary>Creates a client.</summary>
    /// <param name="usesTls">Whether certificate authorities are needed. They take 2 MiB.</param>
    /// <exception cref="InvalidSettingsException">A file of certificate authorities can no longer be read.</exception>
    public HttpMessageInvoker Create(bool usesTls) => Create(usesTls ? ConfiguredRoots.Load(options) : null, null);

    /// <summary>Creates a client.</summary>
    /// <param name="roots">Certificate authorities; null for the system's.</param>
    /// <param name="replica">The address to connect to, whatever the host name resolves to; null for any.</param>
    public HttpMessageInvoker Create(X509Certificate2Collection? roots, IPAddress? replica) => new(new SocketsHttpHandler
    {
        Proxy = proxy,
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = 64,
        SslOptions = TrustedRoots.TlsOptions(roots),
        ConnectCallback = replica is null ? null : (context, cancellationToken) =>
            SocketConnection.OpenAsync(new IPEndPoint(replica, context.DnsEndPoint.Port), cancellationToken),
    });
}
