using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Protocol;
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
        X509Certificate2? untimely = null;
        foreach (var element in chain.ChainElements)
        {
            foreach (var fault in element.ChainElementStatus)
            {
                status |= fault.Status;
            }

            untimely ??= IsValidAt(chain.ChainPolicy.VerificationTime, element.Certificate) ? null : element.Certificate;
            if (IsAnchor(element.Certificate, anchors))
            {
                // The validity of the last certificate of a partial chain is not checked by .NET.
                status = (status & ~NoRoot) | (untimely is null ? X509ChainStatusFlags.NoError : X509ChainStatusFlags.NotTimeValid);
                break;
            }
        }

        return status == X509ChainStatusFlags.NoError ? null
            : (status & NoRoot) != 0 ? UnknownIssuer(chain)
            : untimely is not null ? Untimely(chain, untimely)
            : $"its certificate was refused (chain status {(int)status})";
    }

    // An issuer whose certificate nobody has can be an intermediate that the server must send, or a root that must be trusted here.
    private static string UnknownIssuer(X509Chain chain)
    {
        var last = chain.ChainElements[^1].Certificate;
        var issuer = SafeText.Label(last.Issuer);
        var isSelfSigned = last.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData);
        return (isSelfSigned, chain.ChainElements.Count) switch
        {
            (true, 1) => "its certificate is self-signed and not trusted here",
            (true, _) => $"its certificate authority ({issuer}) is not trusted here",
            (false, 1) => $"it sends only its own certificate, and the issuer ({issuer}) is not known here: "
                + "it does not send an intermediate certificate, or its certificate authority is not trusted here",
            _ => $"its chain ends with {SafeText.Label(last.Subject)}, and the issuer ({issuer}) is not known here: "
                + "its certificate authority is not trusted here, or it does not send all intermediate certificates",
        };
    }

    private static string Untimely(X509Chain chain, X509Certificate2 certificate)
    {
        var owner = ReferenceEquals(certificate, chain.ChainElements[0].Certificate) ? "its certificate"
            : $"the certificate of its issuer ({SafeText.Label(certificate.Subject)})";
        return chain.ChainPolicy.VerificationTime < certificate.NotBefore
            ? $"{owner} is not valid before {Rfc3339.Of(certificate.NotBefore)}; is the clock right?"
            : $"{owner} expired at {Rfc3339.Of(certificate.NotAfter)}; is the clock right?";
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
