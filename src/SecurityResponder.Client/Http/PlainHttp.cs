using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Http;

/// <summary>HTTP as this program speaks it outside the cluster: nothing is remembered, and nobody is followed anywhere unasked.</summary>
internal static class PlainHttp
{
    /// <summary>A way to servers.</summary>
    /// <param name="roots">Certificates that theirs must chain to; null for the system's.</param>
    public static HttpMessageInvoker Trusting(X509Certificate2Collection? roots) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = 64,
        SslOptions = { CertificateChainPolicy = roots is null ? null : TrustedRoots.ChainPolicy(roots) },
    });
}
