using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Http;

/// <summary>Decides whether a server's certificate is trusted. A named certificate is an anchor of trust, also when it is no root: as with
/// OpenSSL's partial chains, and so with curl and Go.</summary>
internal static class CertificateCheck
{
    private const X509ChainStatusFlags NoRoot = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;

    /// <summary>Accepts a certificate.</summary>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="chain">The chain that .NET found.</param>
    /// <param name="errors">The errors that .NET found.</param>
    /// <param name="anchors">The named certificates.</param>
    /// <exception cref="RefusedCertificateException">It is refused; the message says why.</exception>
    public static bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection anchors)
    {
        if (certificate is null || chain is null)
        {
            throw new RefusedCertificateException("the server sends no certificate");
        }

        var reason = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ChainFault(chain, anchors) : null;
        reason ??= errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "its certificate is for another host name" : null;
        return reason is null ? true : throw new RefusedCertificateException(reason);
    }

    private static string? ChainFault(X509Chain chain, X509Certificate2Collection anchors)
    {
        var status = X509ChainStatusFlags.NoError;
        foreach (var element in chain.ChainElements)
        {
            foreach (var fault in element.ChainElementStatus)
            {
                status |= fault.Status;
            }

            if (IsAnchor(element.Certificate, anchors))
            {
                // The validity of the last certificate of a partial chain is not checked by .NET.
                status = (status & ~NoRoot) | (IsValidAt(chain.ChainPolicy.VerificationTime, element.Certificate)
                    ? X509ChainStatusFlags.NoError
                    : X509ChainStatusFlags.NotTimeValid);
                break;
            }
        }

        var last = chain.ChainElements[^1].Certificate;
        var issuer = SafeText.Label(last.Issuer);
        return status == X509ChainStatusFlags.NoError ? null
            : status.HasFlag(X509ChainStatusFlags.PartialChain) && chain.ChainElements.Count == 1
                ? $"its chain is incomplete: it sends only its own certificate, whose issuer ({issuer}) is not known here"
            : (status & NoRoot) != 0 ? $"its certificate is not signed by a certificate authority that is trusted here, but by {issuer}"
            : status.HasFlag(X509ChainStatusFlags.NotTimeValid)
                ? "its certificate has expired or is not valid yet; is the clock right?"
            : $"its certificate was refused (chain status {(int)status})";
    }

    private static bool IsValidAt(DateTime time, X509Certificate2 certificate) =>
        certificate.NotBefore <= time && time <= certificate.NotAfter;

    // A certificate with the same name and the same key is the same authority: it can be cross-signed by several others.
    private static bool IsAnchor(X509Certificate2 certificate, X509Certificate2Collection anchors)
    {
        foreach (var anchor in anchors)
        {
            if (anchor.SubjectName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData)
                && anchor.GetPublicKey().AsSpan().SequenceEqual(certificate.GetPublicKey()))
            {
                return true;
            }
        }

        return false;
    }
}
