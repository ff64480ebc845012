using System.Text.Json.Serialization;

namespace SecurityResponder.Feed.Signing;

/// <summary>The JSON document inside <c>cosign.key</c>
/// (<see href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md"/> names the formats).</summary>
/// <param name="Kdf">How the password becomes a key.</param>
/// <param name="Cipher">How the key encrypts.</param>
/// <param name="Ciphertext">The encrypted private key; base64 in JSON.</param>
internal sealed record EncryptedKey(
    [property: JsonPropertyName("kdf")] KeyDerivation? Kdf,
    [property: JsonPropertyName("cipher")] KeyCipher? Cipher,
    [property: JsonPropertyName("ciphertext")] byte[]? Ciphertext);

/// <summary>How the password becomes a key.</summary>
/// <param name="Name"><c>scrypt</c>.</param>
/// <param name="Params">The parameters.</param>
/// <param name="Salt">The salt, 32 bytes in cosign's files.</param>
internal sealed record KeyDerivation(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("params")] ScryptParameters? Params,
    [property: JsonPropertyName("salt")] byte[]? Salt);

/// <summary>The cost of scrypt (<see href="https://www.rfc-editor.org/rfc/rfc7914#section-2"/>).</summary>
/// <param name="Cost">N, a power of two: 65536 in cosign's files, 32768 in old ones.</param>
/// <param name="BlockSize">r: 8.</param>
/// <param name="Parallelization">p: 1.</param>
internal sealed record ScryptParameters(
    [property: JsonPropertyName("N")] int Cost,
    [property: JsonPropertyName("r")] int BlockSize,
    [property: JsonPropertyName("p")] int Parallelization);

/// <summary>How the key encrypts.</summary>
/// <param name="Name"><c>nacl/secretbox</c>.</param>
/// <param name="Nonce">24 bytes.</param>
internal sealed record KeyCipher(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("nonce")] byte[]? Nonce);

/// <summary>Reads the document.</summary>
[JsonSerializable(typeof(EncryptedKey))]
internal sealed partial class EncryptedKeyJsonContext : JsonSerializerContext;
