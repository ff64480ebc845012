using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>The public key that verifies feed signatures: ECDSA on P-256 over SHA-256, compatible with <c>cosign sign-blob --key</c> and
/// <c>cosign verify-blob --key</c>.</summary>
internal sealed class FeedKey : IDisposable
{
    private const int Bits = 256;

    private readonly ECDsa _key;

    private FeedKey(ECDsa key) => _key = key;

    /// <summary>Reads a key.</summary>
    /// <param name="setting">The PEM text itself (<c>-----BEGIN PUBLIC KEY-----</c>), or the name of a PEM file.</param>
    /// <exception cref="InvalidSettingsException">The key is invalid. The message does not contain its text.</exception>
    public static FeedKey Read(string setting)
    {
        var isText = setting.Contains("-----BEGIN", StringComparison.Ordinal);
        var source = isText ? "the feed's public key" : $"the feed's public key in {setting}";
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(isText ? setting : File.ReadAllText(setting));
            return key.KeySize == Bits ? new FeedKey(key) : throw new InvalidSettingsException($"{source} is not on the curve P-256");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"{source} cannot be read", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidSettingsException($"{source} is not a PEM file of an ECDSA public key", exception);
        }
    }

    /// <summary>Whether a signature was made with this key.</summary>
    /// <param name="hash">SHA-256 of the signed bytes.</param>
    /// <param name="signature">The DER form in base64, on one line, as cosign writes it.</param>
    public bool Verifies(byte[] hash, ReadOnlySpan<byte> signature)
    {
        if (signature.EndsWith("\n"u8))
        {
            signature = signature[..^1];
        }

        var text = Encoding.ASCII.GetString(signature);
        var der = new byte[text.Length];

        // Only the canonical base64 form is accepted. Any other form was tampered with.
        return Convert.TryFromBase64String(text, der, out var length)
            && Convert.ToBase64String(der, 0, length) == text
            && _key.VerifyHash(hash, der.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();
}
