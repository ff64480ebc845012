using System.Security.Cryptography;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Signatures;

namespace SecurityResponder.Feed.Signing;

/// <summary>Reads private keys: those of <c>cosign generate-key-pair</c>, and PKCS #8 or EC keys, encrypted or not.</summary>
internal static class SigningKeyFile
{
    /// <summary>Reads a key.</summary>
    /// <param name="file">A PEM file.</param>
    /// <param name="password">Gives the password; is called for an encrypted key only.</param>
    /// <exception cref="InvalidSourceException">The file is no such key, or the password is wrong. The message does not contain its
    /// text.</exception>
    public static ECDsa Read(string file, Func<string> password)
    {
        var pem = SigningFile.ReadText(file);
        var key = ECDsa.Create();
        try
        {
            Import(key, pem, password);
            return VerificationKey.IsSupported(key) ? key : throw new FormatException("the key is not on the curve P-256");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or CryptographicException)
        {
            key.Dispose();

            // Other messages than ours differ between systems.
            var sentence = exception is FormatException ? exception.Message : "the password is wrong, or this is no ECDSA private key";
            throw InvalidSourceException.Of(file, sentence);
        }
    }

    private static void Import(ECDsa key, string pem, Func<string> password)
    {
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            switch (rest[fields.Label])
            {
                case "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY":
                    var document = Convert.FromBase64String(rest[fields.Base64Data].ToString());
                    key.ImportPkcs8PrivateKey(CosignKey.Decrypt(document, password), out _);
                    return;
                case "ENCRYPTED PRIVATE KEY":
                    key.ImportFromEncryptedPem(rest[fields.Location], password());
                    return;
                case "PRIVATE KEY" or "EC PRIVATE KEY":
                    key.ImportFromPem(rest[fields.Location]);
                    return;
                default:
                    // For example EC PARAMETERS, which openssl writes before the key.
                    rest = rest[fields.Location.End..];
                    break;
            }
        }

        throw new FormatException("expected a private key in PEM");
    }
}
