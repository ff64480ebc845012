using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Http;

/// <summary>Creates HTTP clients for servers outside the cluster: without cookies and without automatic redirects.</summary>
internal static class HttpInvokerFactory
{
    /// <summary>Creates a client.</summary>
    /// <param name="roots">Certificate authorities that a server's certificate must chain to; null for the system's.</param>
    public static HttpMessageInvoker Create(X509Certificate2Collection? roots) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = 64,
        SslOptions = { CertificateChainPolicy = roots is null ? null : TrustedRoots.ChainPolicy(roots) },
    });
}
