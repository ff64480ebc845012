using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Http;

/// <summary>Certificate authorities that a server's certificate must chain to, when they are not the system's.</summary>
internal static class TrustedRoots
{
    /// <summary>Reads PEM files into one collection.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds no certificate.</exception>
    public static X509Certificate2Collection Load(IEnumerable<string> pemFiles)
    {
        var roots = new X509Certificate2Collection();
        foreach (var file in pemFiles)
        {
            roots.ImportFromPem(File.ReadAllText(file));
        }

        return roots;
    }

    /// <summary>A policy that trusts exactly these. Nothing is fetched while a chain is built: no revocation lists, no missing issuers.</summary>
    public static X509ChainPolicy ChainPolicy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
