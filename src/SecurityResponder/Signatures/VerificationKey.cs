using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Signatures;

/// <summary>The public key that verifies signatures: ECDSA on P-256 over SHA-256, as in <c>cosign.pub</c>.</summary>
public sealed class VerificationKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private const string NoKey = "is not a PEM file of an ECDSA public key";

    private readonly ECDsa _key;

    private VerificationKey(ECDsa key) => _key = key;

    /// <summary>The name of this key in a bundle, as cosign writes it: base64 of the SHA-256 of the key in DER
    /// (SubjectPublicKeyInfo).</summary>
    public string Hint => Convert.ToBase64String(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>Reads a key.</summary>
    /// <param name="pem">The PEM text.</param>
    /// <exception cref="FormatException">It is not such a key.</exception>
    public static VerificationKey Parse(string pem) => Parse(Encoding.UTF8.GetBytes(pem));

    /// <summary>Reads a key.</summary>
    /// <param name="pem">The PEM text, <c>-----BEGIN PUBLIC KEY-----</c>, as UTF-8.</param>
    /// <exception cref="FormatException">It is not such a key. The message says why (e.g. <c>is not on the curve P-256</c>), and does not
    /// contain the text.</exception>
    public static VerificationKey Parse(ReadOnlySpan<byte> pem)
    {
        if (!PemEncoding.TryFindUtf8(pem, out var found) || !pem[found.Label].EndsWith("PUBLIC KEY"u8))
        {
            throw new FormatException(pem.IndexOf("PRIVATE KEY-----"u8) < 0 ? NoKey : "is a private key, which must stay secret");
        }

        var der = new byte[found.DecodedDataLength];
        System.Buffers.Text.Base64.DecodeFromUtf8(pem[found.Base64Data], der, out _, out _);
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out _);
        }
        catch (CryptographicException exception)
        {
            key.Dispose();
            throw new FormatException(NoKey, exception);
        }

        if (IsSupported(key))
        {
            return new VerificationKey(key);
        }

        key.Dispose();
        throw new FormatException("is not on the curve P-256");
    }

    /// <summary>Whether a key is on the curve P-256.</summary>
    public static bool IsSupported(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256;

    /// <summary>Whether a signature was made with this key.</summary>
    /// <param name="sha256">The SHA-256 of the signed bytes.</param>
    /// <param name="signature">The signature. A bundle that states another file is not a signature of these bytes.</param>
    public bool Verifies(ReadOnlySpan<byte> sha256, DetachedSignature signature) =>
        !signature.IsOfAnotherFile(sha256) && _key.VerifyHash(sha256, signature.Der.Span, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Releases the key.</summary>
    public void Dispose() => _key.Dispose();
}
