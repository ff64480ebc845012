using System.Buffers.Text;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Files;

namespace SecurityResponder.Client.Http;

/// <summary>Certificate authorities in PEM, used instead of the system's.</summary>
internal static class TrustedRoots
{
    // The 140 public authorities have 0.2 MB.
    private const int MaxFileBytes = 4 << 20;

    /// <summary>Reads a PEM file (<see href="https://www.rfc-editor.org/rfc/rfc7468"/>); skips sections without certificate.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">A certificate is invalid.</exception>
    public static X509Certificate2Collection Load(string pemFile) => Of(RegularFile.Read(pemFile, MaxFileBytes));

    /// <summary>Reads PEM.</summary>
    /// <param name="pem">UTF-8; sections that are not certificates are skipped.</param>
    /// <exception cref="CryptographicException">A certificate is invalid.</exception>
    public static X509Certificate2Collection Of(byte[] pem) => [.. Read(pem)];

    /// <summary>Validates a PEM file, one certificate at a time, without storing them.</summary>
    /// <param name="pemFile">The file.</param>
    /// <param name="max">Stops after this many: reading the 140 public authorities takes longer than the rest of a run.</param>
    /// <returns>The number of certificates, at most <paramref name="max"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">A certificate is invalid.</exception>
    public static int Count(string pemFile, int max)
    {
        var count = 0;
        foreach (var certificate in Read(RegularFile.Read(pemFile, MaxFileBytes)))
        {
            certificate.Dispose();
            if (++count == max)
            {
                break;
            }
        }

        return count;
    }

    /// <summary>TLS settings that trust only these authorities, which need not be roots. Revocation lists and missing issuers are not
    /// downloaded.</summary>
    /// <param name="roots">The authorities; null for the system's.</param>
    public static SslClientAuthenticationOptions TlsOptions(X509Certificate2Collection? roots) => new()
    {
        CertificateChainPolicy = roots is null ? null : ChainPolicy(roots),
        RemoteCertificateValidationCallback =
            (_, certificate, chain, errors) => CertificateCheck.Accept(certificate, chain, errors, roots ?? []),
    };

    private static X509ChainPolicy ChainPolicy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        foreach (var certificate in roots)
        {
            if (!certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
            {
                policy.ExtraStore.Add(certificate);
            }
        }

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
