using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Generators;

namespace SecurityResponder.Feed.Signing;

/// <summary>Decrypts the private key of cosign's key files: the password becomes a key with scrypt, which opens a secretbox.</summary>
internal static class CosignKey
{
    // A file of cosign needs 64 MiB. A file that asks for more would use up the memory.
    private const long MaxMemoryBytes = 256 << 20;
    private const int MaxParallelization = 16;
    private const int ScryptBlockBytes = 128;

    /// <summary>Decrypts a key.</summary>
    /// <param name="document">The JSON document inside the PEM.</param>
    /// <param name="password">Gives the password; is called when the document is valid.</param>
    /// <returns>The private key in PKCS #8.</returns>
    /// <exception cref="FormatException">The password is wrong, or the document is invalid; the message says which.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> document, Func<string> password)
    {
        if (Parse(document) is not
            {
                Kdf: { Name: "scrypt", Params: { } parameters, Salt: { } salt },
                Cipher: { Name: "nacl/secretbox", Nonce: { Length: SecretBox.NonceBytes } nonce },
                Ciphertext: { } box,
            } || !IsAllowed(parameters))
        {
            throw new FormatException("expected a key file of cosign with scrypt and nacl/secretbox");
        }

        var secret = Encoding.UTF8.GetBytes(password());
        var key = SCrypt.Generate(
            secret, salt, parameters.Cost, parameters.BlockSize, parameters.Parallelization, SecretBox.KeyBytes);
        CryptographicOperations.ZeroMemory(secret);
        var privateKey = SecretBox.Open(key, nonce, box);
        CryptographicOperations.ZeroMemory(key);
        return privateKey ?? throw new FormatException("the password is wrong");
    }

    private static EncryptedKey? Parse(ReadOnlySpan<byte> document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, EncryptedKeyJsonContext.Default.EncryptedKey);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsAllowed(ScryptParameters parameters) =>
        parameters.Cost > 1 && BitOperations.IsPow2(parameters.Cost)
        && parameters.BlockSize > 0 && parameters.Parallelization is > 0 and <= MaxParallelization
        && (long)parameters.Cost * parameters.BlockSize <= MaxMemoryBytes / ScryptBlockBytes;
}
