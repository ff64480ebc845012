using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecurityResponder.Feed.Signing;

/// <summary>NaCl's secretbox: XSalsa20 with Poly1305 (<see href="https://nacl.cr.yp.to/secretbox.html"/>). The box is the
/// authenticator, followed by the encrypted bytes.</summary>
internal static class SecretBox
{
    /// <summary>Length of the key, in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>Length of the nonce, in bytes.</summary>
    public const int NonceBytes = 24;

    private const int AuthenticatorBytes = 16;

    /// <summary>Decrypts a box.</summary>
    /// <returns>Null when the key is wrong or the box was changed.</returns>
    public static byte[]? Open(byte[] key, byte[] nonce, ReadOnlySpan<byte> box)
    {
        if (box.Length < AuthenticatorBytes)
        {
            return null;
        }

        var cipher = new XSalsa20Engine();
        cipher.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), nonce));

        // The first block of the key stream is the key of the authenticator.
        Span<byte> authenticatorKey = stackalloc byte[KeyBytes];
        authenticatorKey.Clear();
        cipher.ProcessBytes(authenticatorKey, authenticatorKey);

        var encrypted = box[AuthenticatorBytes..];
        if (!CryptographicOperations.FixedTimeEquals(Authenticator(authenticatorKey, encrypted), box[..AuthenticatorBytes]))
        {
            return null;
        }

        var message = new byte[encrypted.Length];
        cipher.ProcessBytes(encrypted, message);
        return message;
    }

    private static byte[] Authenticator(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        var poly1305 = new Poly1305();
        poly1305.Init(new KeyParameter(key));
        poly1305.BlockUpdate(message);
        var authenticator = new byte[AuthenticatorBytes];
        poly1305.DoFinal(authenticator, 0);
        return authenticator;
    }
}
