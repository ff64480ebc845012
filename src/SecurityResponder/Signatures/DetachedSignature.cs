using System.Text;

namespace SecurityResponder.Signatures;

/// <summary>A signature in a file next to the signed file: ECDSA on P-256 over SHA-256, as <c>cosign sign-blob --key</c>
/// makes it.</summary>
/// <param name="Der">The signature in DER (<see href="https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3"/>), at most 72 bytes
/// when it is valid.</param>
/// <param name="Sha256">The SHA-256 of the signed file as the bundle states it; null when it is not stated. It is not signed
/// itself.</param>
public sealed record DetachedSignature(ReadOnlyMemory<byte> Der, ReadOnlyMemory<byte>? Sha256 = null)
{
    /// <summary>The longest signature file that is read, in bytes. A bundle with the entry of a transparency log has about
    /// 10,000.</summary>
    public const int MaxFileBytes = 64 * 1024;

    /// <summary>The suffix of a file that holds nothing but the signature, e.g. <c>feed.json.sig</c>.</summary>
    public const string TextSuffix = ".sig";

    /// <summary>The suffix of a Sigstore bundle, e.g. <c>feed.json.sigstore.json</c>.</summary>
    public const string BundleSuffix = ".sigstore.json";

    /// <summary>The form without a bundle: base64 of the DER form on one line.</summary>
    public string Text => Convert.ToBase64String(Der.Span);

    /// <summary>Reads the form without a bundle, which may end with one line feed.</summary>
    /// <returns>Null for anything else, also for base64 in another spelling: a changed byte must not go unnoticed.</returns>
    public static DetachedSignature? FromText(ReadOnlySpan<byte> ascii)
    {
        var text = Encoding.ASCII.GetString(ascii.EndsWith("\n"u8) ? ascii[..^1] : ascii);
        return Base64.Decode(text) is { } der ? new DetachedSignature(der) : null;
    }

    /// <summary>Whether the bundle states another file than the one with this SHA-256.</summary>
    public bool IsOfAnotherFile(ReadOnlySpan<byte> sha256) => Sha256 is { } stated && !stated.Span.SequenceEqual(sha256);
}
