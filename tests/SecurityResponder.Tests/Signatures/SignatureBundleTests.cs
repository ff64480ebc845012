using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SecurityResponder.Signatures;

namespace SecurityResponder.Tests.Signatures;

public sealed class SignatureBundleTests
{
    // Written by cosign 2.5 for the file "{}\n": cosign sign-blob --new-bundle-format --bundle FILE --key cosign.key
    private const string OfCosign =
        """
        {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json", "verificationMaterial":{"publicKey":{"hint":
        "q0NYS7iB7XrCjYQ5vmM2cFhetp8l2KZ4bVBZPI7Ts1A="}}, "messageSignature":{"messageDigest":{"algorithm":"SHA2_256",
        "digest":"yj0WO6sFU4GCciYUBWjzvvfqrBh869doeOC2Pp5EI1Y="}, "signature":
        "MEQCID7TN7pUo56ziDq7NSyz9KsVPXtP2WqMar9z18ydslTOAiAD4YTs6nP0xJLBecxh7Fivxl6GBv7XqAfbLOYcmY/STA=="}}
        """;

    private const string CosignPublicKey =
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAET3sdQZUMYW4qnuD28YJ4bt/CDQoE
        oeWBfa6b42IXr3ADOjXBm/6/wmX7ljquAbO8O0e2mTTMFcZKaKPqjGMPeg==
        -----END PUBLIC KEY-----
        """;

    [Fact]
    public void A_bundle_of_cosign_is_read_and_verified()
    {
        using var key = VerificationKey.Parse(CosignPublicKey);
        var signature = Signature(OfCosign);

        Assert.True(key.Verifies(SHA256.HashData("{}\n"u8), signature));
        Assert.False(key.Verifies(SHA256.HashData("{} \n"u8), signature));
        Assert.True(signature.IsOfAnotherFile(SHA256.HashData("{} \n"u8)));
        Assert.Contains($"\"{key.Hint}\"", OfCosign);
    }

    [Fact]
    public void What_is_written_has_the_values_of_cosign_and_is_read_back()
    {
        using var key = VerificationKey.Parse(CosignPublicKey);
        var written = SignatureBundle.Write(Signature(OfCosign), SHA256.HashData("{}\n"u8), key.Hint);

        Assert.Equal(OfCosign.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal) + "\n", Encoding.UTF8.GetString(written));
        Assert.True(key.Verifies(SHA256.HashData("{}\n"u8), Signature(Encoding.UTF8.GetString(written))));
    }

    [Fact]
    public void A_later_version_with_more_keys_and_without_a_digest_is_read()
    {
        var signature = Signature("""
            { "later": [ { "a": 1 } ], "messageSignature": { "signature": "AQID", "later": {} },
              "mediaType": "application/vnd.dev.sigstore.bundle.v0.9+json" }
            """);

        Assert.Equal([1, 2, 3], signature.Der.ToArray());
        Assert.Null(signature.Sha256);
    }

    [Theory]
    [InlineData("", "$: expected well-formed JSON")]
    [InlineData("[]", "$: expected a JSON object")]
    [InlineData("null", "$: expected a JSON object")]
    [InlineData("{}", "$.mediaType: expected application/vnd.dev.sigstore.bundle.v0.3+json")]
    [InlineData("""{"mediaType":"text/plain"}""", "$.mediaType: expected application/vnd.dev.sigstore.bundle.v0.3+json")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.1"}""",
        "$.messageSignature: expected the signature of a file")]
    [InlineData("""{"messageSignature":[]}""", "$.messageSignature: expected a JSON object")]
    [InlineData("""{"messageSignature":{"signature":"A"}}""", "$.messageSignature.signature: expected base64")]
    [InlineData("""{"messageSignature":{"signature":""}}""", "$.messageSignature.signature: expected base64")]
    [InlineData("""{"messageSignature":{}}""", "$.messageSignature.signature: expected base64")]
    [InlineData("""{"messageSignature":{"messageDigest":{"algorithm":"SHA2_512","digest":"AQID"}}}""",
        "$.messageSignature.messageDigest: expected an SHA2_256 digest of 32 bytes in base64")]
    [InlineData("""{"messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"AQID"}}}""",
        "$.messageSignature.messageDigest: expected an SHA2_256 digest of 32 bytes in base64")]
    [InlineData(
        """{"messageSignature":{"messageDigest":{"algorithm":"SHA3_256","digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}""",
        "$.messageSignature.messageDigest: expected an SHA2_256 digest of 32 bytes in base64")]
    public void A_fault_is_named_with_its_place(string bundle, string reason) =>
        Assert.Equal(new SignatureReadResult.Unreadable(reason), SignatureBundle.Read(Encoding.UTF8.GetBytes(bundle)));

    [Fact]
    public void No_input_throws() => Gen.Int[0, OfCosign.Length - 1].Select(Gen.Byte).Sample((at, value) =>
    {
        var bytes = Encoding.UTF8.GetBytes(OfCosign);
        bytes[at] = value;
        SignatureBundle.Read(bytes);
        SignatureBundle.Read(bytes.AsSpan(0, at));
    });

    [Fact]
    public void A_key_on_a_curve_of_the_same_size_is_rejected()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        var pem = key.ExportSubjectPublicKeyInfoPem();

        Assert.Equal("is not on the curve P-256", Assert.Throws<FormatException>(() => VerificationKey.Parse(pem)).Message);
    }

    [Theory]
    [InlineData("CERTIFICATE", "is not a PEM file of an ECDSA public key")]
    [InlineData("PRIVATE KEY", "is a private key, which must stay secret")]
    public void A_key_under_another_label_is_rejected(string label, string reason)
    {
        var pem = CosignPublicKey.Replace("PUBLIC KEY", label, StringComparison.Ordinal);

        Assert.Equal(reason, Assert.Throws<FormatException>(() => VerificationKey.Parse(pem)).Message);
    }

    private static DetachedSignature Signature(string bundle) =>
        Assert.IsType<SignatureReadResult.Readable>(SignatureBundle.Read(Encoding.UTF8.GetBytes(bundle))).Signature;
}
