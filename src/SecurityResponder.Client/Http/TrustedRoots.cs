using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Http;

/// <summary>Certificate authorities that a server's certificate must chain to, when they are not the system's.</summary>
internal static class TrustedRoots
{
    /// <summary>Reads a PEM file (<see href="https://www.rfc-editor.org/rfc/rfc7468"/>); whatever is no certificate in it is passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">A certificate in it is broken.</exception>
    public static X509Certificate2Collection Load(string pemFile) => Of(File.ReadAllBytes(pemFile));

    /// <summary>Reads PEM.</summary>
    /// <param name="pem">UTF-8; whatever is no certificate in it is passed over.</param>
    /// <exception cref="CryptographicException">A certificate in it is broken.</exception>
    public static X509Certificate2Collection Of(byte[] pem) => [.. Read(pem)];

    /// <summary>Reads the same file for its faults, one certificate at a time, and keeps none.</summary>
    /// <param name="pemFile">The file.</param>
    /// <param name="most">Where to stop: the public authorities are 140, and reading them takes longer than the rest of a run.</param>
    /// <returns>How many certificates were found, at most as many as asked for.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">A certificate in it is broken.</exception>
    public static int Count(string pemFile, int most)
    {
        var count = 0;
        foreach (var certificate in Read(File.ReadAllBytes(pemFile)))
        {
            certificate.Dispose();
            if (++count == most)
            {
                break;
            }
        }

        return count;
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

    private static IEnumerable<X509Certificate2> Read(ReadOnlyMemory<byte> rest)
    {
        while (PemEncoding.TryFindUtf8(rest.Span, out var found))
        {
            if (rest.Span[found.Label].SequenceEqual("CERTIFICATE"u8))
            {
                var der = new byte[found.DecodedDataLength];
                Base64.DecodeFromUtf8(rest.Span[found.Base64Data], der, out _, out _);
                yield return X509CertificateLoader.LoadCertificate(der);
            }

            rest = rest[found.Location.End..];
        }
    }
}
