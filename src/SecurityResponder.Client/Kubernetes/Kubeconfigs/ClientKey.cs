using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>
/// A client certificate's private key: elliptic curve, as RKE2 makes them, or RSA. <c>X509Certificate2.CreateFromPem</c> reads every kind
/// that .NET knows, the post-quantum ones too, and would bring all of them into the binary.
/// </summary>
internal static class ClientKey
{
    /// <summary>Joins a certificate with its key.</summary>
    /// <exception cref="CryptographicException">The key is broken or does not fit.</exception>
    /// <exception cref="ArgumentException">The text holds no such key.</exception>
    public static X509Certificate2 Join(X509Certificate2 certificate, string keyPem)
    {
        if (certificate.GetRSAPublicKey() is not null)
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(keyPem);
            return certificate.CopyWithPrivateKey(rsa);
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(keyPem);
        return certificate.CopyWithPrivateKey(ecdsa);
    }
}
