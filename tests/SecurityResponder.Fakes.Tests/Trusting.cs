using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Fakes.Tests;

/// <summary>Clients that trust only one CA file.</summary>
internal static class Trusting
{
    public static HttpClient Client(FakeApiServer server, string? token = "token-1", X509Certificate2? certificate = null)
    {
        var client = Client(server.CaFile, server.Url, certificate);
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public static HttpClient Client(string caFile, Uri address, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(caFile);
        handler.SslOptions.CertificateChainPolicy = trust;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new(handler) { BaseAddress = address };
    }
}
