using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Fakes;

/// <summary>A certificate authority for one test: EC P-256, in memory.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2 _root;

    /// <summary>Makes the authority and its root certificate, valid from yesterday for a week.</summary>
    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Start, Start.AddDays(8));
    }

    /// <summary>The root certificate as PEM: what a client is given as its CA file.</summary>
    public string Pem => _root.ExportCertificatePem();

    private static DateTimeOffset Start { get; } = DateTimeOffset.UtcNow.AddDays(-1);

    /// <summary>A certificate with private key for a TLS server.</summary>
    /// <param name="names">DNS names or IP addresses, e.g. <c>localhost</c>, <c>127.0.0.1</c>.</param>
    public X509Certificate2 IssueServer(params IEnumerable<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return Issue("CN=test server", ServerAuthentication, alternatives.Build());
    }

    /// <summary>A certificate with private key for a user of the API server.</summary>
    /// <param name="user">The common name: Kubernetes reads it as the user's name.</param>
    public X509Certificate2 IssueClient(string user) => Issue($"CN={user}", ClientAuthentication);

    /// <summary>The same for an existing key, which stays with the user.</summary>
    /// <param name="user">The common name.</param>
    /// <param name="key">Elliptic curve or RSA.</param>
    public X509Certificate2 IssueClient(string user, PublicKey key) => Issue($"CN={user}", ClientAuthentication, key);

    /// <summary>Whether this authority issued the certificate.</summary>
    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    /// <summary>Disposes the root certificate and its key.</summary>
    public void Dispose() => _root.Dispose();

    private X509Certificate2 Issue(string subject, Oid usage, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(subject, usage, new PublicKey(key), extensions);
        return certificate.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Issue(string subject, Oid usage, PublicKey key, params X509Extension[] extensions)
    {
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false));
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using var signer = _root.GetECDsaPrivateKey()!;
        return request.Create(
            _root.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), Start, Start.AddDays(8), RandomNumberGenerator.GetBytes(16));
    }
}
