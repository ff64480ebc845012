using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Tests.Http;

/// <summary>A key with the certificates that authorities issued for it.</summary>
internal sealed record TestKey(string Name, ECDsa Key)
{
    public static TestKey Create(string name) => new(name, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Issues a certificate for another key; for the same key, a root.</summary>
    /// <param name="subject">The key and the name of the owner.</param>
    /// <param name="isAuthority">Whether the owner may issue certificates.</param>
    /// <param name="days">When it begins and ends, in days from now.</param>
    /// <param name="address">The IP address in a server's certificate.</param>
    public X509Certificate2 Issue(TestKey subject, bool isAuthority = true, (int From, int To)? days = null, string address = "127.0.0.1")
    {
        var request = new CertificateRequest($"CN={subject.Name}", subject.Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            new X509SubjectKeyIdentifierExtension(new PublicKey(Key), false)));
        if (!isAuthority)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Parse(address));
            request.CertificateExtensions.Add(names.Build());
        }

        var (from, to) = days ?? (-30, 30);
        var now = DateTimeOffset.UtcNow;
        var serial = RandomNumberGenerator.GetBytes(16);
        using var certificate = request.Create(
            new X500DistinguishedName($"CN={Name}"),
            X509SignatureGenerator.CreateForECDsa(Key),
            now.AddDays(from),
            now.AddDays(to),
            serial);
        return certificate.CopyWithPrivateKey(subject.Key);
    }
}
