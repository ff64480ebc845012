using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>A public key that feeds must be signed by: ECDSA on P-256 over SHA-256, as <c>cosign sign-blob --key</c> signs and
/// <c>cosign verify-blob --key</c> checks.</summary>
internal sealed class FeedKey : IDisposable
{
    private const int Bits = 256;

    private readonly ECDsa _key;

    private FeedKey(ECDsa key) => _key = key;

    /// <summary>Reads a key.</summary>
    /// <param name="setting">The PEM text itself (<c>-----BEGIN PUBLIC KEY-----</c>), or the file that holds it.</param>
    /// <exception cref="InvalidSettingsException">It is no such key; the message says what it is, never what it holds.</exception>
    public static FeedKey Read(string setting)
    {
        var isText = setting.Contains("-----BEGIN", StringComparison.Ordinal);
        var place = isText ? "the feed's public key" : $"the feed's public key in {setting}";
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(isText ? setting : File.ReadAllText(setting));
            return key.KeySize == Bits ? new FeedKey(key) : throw new InvalidSettingsException($"{place} is not on the curve P-256");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"{place} cannot be read", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidSettingsException($"{place} is no PEM file of an ECDSA public key", exception);
        }
    }

    /// <summary>Whether a signature is one of these bytes by this key.</summary>
    /// <param name="hash">Their SHA-256.</param>
    /// <param name="signature">Base64 of the DER form, one line, as cosign writes it.</param>
    public bool Verifies(byte[] hash, ReadOnlySpan<byte> signature)
    {
        if (signature.EndsWith("\n"u8))
        {
            signature = signature[..^1];
        }

        var text = Encoding.ASCII.GetString(signature);
        var der = new byte[text.Length];

        // The same bytes can be written in base64 in several ways. One of them is the signature; any other was tampered with.
        return Convert.TryFromBase64String(text, der, out var length)
            && Convert.ToBase64String(der, 0, length) == text
            && _key.VerifyHash(hash, der.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();
}
