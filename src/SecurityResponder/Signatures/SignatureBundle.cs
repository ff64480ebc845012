using System.Text;
using System.Text.Json;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Signatures;

/// <summary>Reads and writes the Sigstore bundle of a file that was signed with a key
/// (<see href="https://docs.sigstore.dev/about/bundle/"/>). Certificates, log entries and time stamps are ignored: the key is
/// configured, so they prove nothing more.</summary>
public static class SignatureBundle
{
    private const string MediaTypes = "application/vnd.dev.sigstore.bundle";
    private const string MediaType = MediaTypes + ".v0.3+json";
    private const string Algorithm = "SHA2_256";
    private const int Sha256Bytes = 32;

    /// <summary>Reads a bundle; unknown keys are ignored.</summary>
    /// <param name="utf8">The file, at most <see cref="DetachedSignature.MaxFileBytes"/>.</param>
    public static SignatureReadResult Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new WireReader(utf8);
        try
        {
            var signature = Bundle(ref reader);
            reader.Next(); // Nothing may follow.
            return new SignatureReadResult.Readable(signature);
        }
        catch (WireFormatException exception)
        {
            return new SignatureReadResult.Unreadable(SafeText.Line(exception.Message));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader throws InvalidOperationException for a string that is not valid Unicode.
            return new SignatureReadResult.Unreadable(SafeText.Line($"{reader.Path}: expected well-formed JSON"));
        }
    }

    /// <summary>The bundle as cosign writes it.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="sha256">The SHA-256 of the signed file.</param>
    /// <param name="keyHint">The name of the key, see <see cref="VerificationKey.Hint"/>.</param>
    /// <returns>One line of UTF-8 JSON with a line feed; the same bytes for the same values.</returns>
    public static byte[] Write(DetachedSignature signature, ReadOnlySpan<byte> sha256, string keyHint)
    {
        var material = $$$"""{"publicKey":{"hint":"{{{keyHint}}}"}}""";
        var digest = $$$"""{"algorithm":"{{{Algorithm}}}","digest":"{{{Convert.ToBase64String(sha256)}}}"}""";
        var message = $$$"""{"messageDigest":{{{digest}}},"signature":"{{{signature.Text}}}"}""";
        return Encoding.UTF8.GetBytes(
            $$$"""{"mediaType":"{{{MediaType}}}","verificationMaterial":{{{material}}},"messageSignature":{{{message}}}}""" + "\n");
    }

    private static DetachedSignature Bundle(ref WireReader reader)
    {
        string? mediaType = null;
        DetachedSignature? signature = null;
        reader.Next();
        RequireObject(ref reader);
        while (reader.NextProperty() is { } name)
        {
            switch (name)
            {
                case "mediaType": mediaType = reader.Text(); break;
                case "messageSignature": signature = MessageSignature(ref reader); break;
                default: reader.Skip(); break;
            }

            reader.Leave();
        }

        return mediaType?.StartsWith(MediaTypes, StringComparison.Ordinal) != true
            ? throw new WireFormatException("$.mediaType", MediaType)
            : signature ?? throw new WireFormatException("$.messageSignature", "the signature of a file");
    }

    private static DetachedSignature MessageSignature(ref WireReader reader)
    {
        byte[]? der = null;
        ReadOnlyMemory<byte>? sha256 = null;
        RequireObject(ref reader);
        while (reader.NextProperty() is { } name)
        {
            switch (name)
            {
                case "signature": der = Bytes(ref reader); break;
                case "messageDigest": sha256 = MessageDigest(ref reader); break;
                default: reader.Skip(); break;
            }

            reader.Leave();
        }

        return der is null ? throw new WireFormatException($"{reader.Path}.signature", "base64") : new DetachedSignature(der, sha256);
    }

    private static ReadOnlyMemory<byte> MessageDigest(ref WireReader reader)
    {
        string? algorithm = null;
        byte[]? digest = null;
        RequireObject(ref reader);
        while (reader.NextProperty() is { } name)
        {
            switch (name)
            {
                case "algorithm": algorithm = reader.Text(); break;
                case "digest": digest = Bytes(ref reader); break;
                default: reader.Skip(); break;
            }

            reader.Leave();
        }

        return algorithm == Algorithm && digest?.Length == Sha256Bytes
            ? digest
            : throw new WireFormatException(reader.Path, $"an {Algorithm} digest of {Sha256Bytes} bytes in base64");
    }

    private static void RequireObject(ref WireReader reader)
    {
        if (!reader.Begins(JsonTokenType.StartObject, "a JSON object"))
        {
            throw new WireFormatException(reader.Path, "a JSON object");
        }
    }

    private static byte[] Bytes(ref WireReader reader) =>
        Base64.Decode(reader.Text() ?? "") ?? throw new WireFormatException(reader.Path, "base64");
}
