using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Feed.Signing;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Signing;

public sealed class SigningKeyFileTests : IDisposable
{
    // Made by cosign 2.5 for this test, with the password "pw".
    private const string CosignDocument =
        """
        eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
        OCwicCI6MX0sInNhbHQiOiJOazNrSzhMSFJvUkc3amdqakhDN1ZvTlA2ZGkrY2VP
        cC81K25oV2ZMYjk0PSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
        Iiwibm9uY2UiOiJEUzhVTUVPcnRnbUk3NkdYS0oxaDlZN29jRTlXTHowbyJ9LCJj
        aXBoZXJ0ZXh0IjoiUDB1SWtvWFdEajcvU0RxMWwxeFlGNDdreDVtQlVWN0JUTzQ0
        d0ZIUS9MUjRsSUZMUTlHc2F1aThvaDdlSUtBblZNSjRZNEhuVWFLb0RUSi9KWVFL
        bUhkUlhmYXkwWE1kV0Y1OTkrOHVaYlJGZlBsMEN4dlhtK091RkEyQVVabFdyc3Nr
        M0tLUDU0TmMxamYyQ1h4NThpQ21hOFdqNnY3NVNHaytqVVRBSndzRkVuZlNHUm9Y
        YkxZYm9rNHcxRGR5ZjczODRyOCtXeXZndGc9PSJ9
        """;

    private const string CosignPublicKey =
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAET3sdQZUMYW4qnuD28YJ4bt/CDQoE
        oeWBfa6b42IXr3ADOjXBm/6/wmX7ljquAbO8O0e2mTTMFcZKaKPqjGMPeg==
        -----END PUBLIC KEY-----
        """;

    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ENCRYPTED SIGSTORE PRIVATE KEY")]
    [InlineData("ENCRYPTED COSIGN PRIVATE KEY")]
    public void A_key_of_cosign_is_decrypted_with_its_password(string label)
    {
        using var key = SigningKeyFile.Read(_folder.Write("cosign.key", Pem(label, CosignDocument)), () => "pw");

        Assert.Equal(CosignPublicKey, key.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public void A_changed_or_shortened_box_is_rejected()
    {
        var document = Encoding.UTF8.GetString(Convert.FromBase64String(CosignDocument));
        Assert.Contains("\"P0uI", document, StringComparison.Ordinal);

        Assert.Equal("the password is wrong", Fault(document.Replace("\"P0uI", "\"P1uI", StringComparison.Ordinal)));
        Assert.Equal("the password is wrong", Fault(document[..document.IndexOf("P0uI", StringComparison.Ordinal)] + "P0uI\"}"));
    }

    [Theory]
    [InlineData("65536", "65535")]
    [InlineData("65536", "1073741824")]
    [InlineData("65536", "-2")]
    [InlineData("\"r\":8", "\"r\":2000000000")]
    [InlineData("\"r\":8", "\"r\":0")]
    [InlineData("\"p\":1", "\"p\":1000000")]
    [InlineData("scrypt", "pbkdf2")]
    [InlineData("nacl/secretbox", "aes")]
    [InlineData("DS8U", "")]
    [InlineData("{\"kdf\"", "[")]
    public void A_document_that_asks_for_other_algorithms_or_too_much_memory_is_rejected(string text, string other)
    {
        var document = Encoding.UTF8.GetString(Convert.FromBase64String(CosignDocument));
        Assert.Contains(text, document, StringComparison.Ordinal);

        Assert.Equal(
            "expected a key file of cosign with scrypt and nacl/secretbox",
            Fault(document.Replace(text, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Plain_keys_and_encrypted_PKCS_8_are_read()
    {
        var encrypted = _folder.Key.ExportEncryptedPkcs8PrivateKeyPem(
            "pw", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        string[] texts = [
            _folder.Key.ExportPkcs8PrivateKeyPem(),
            _folder.Key.ExportECPrivateKeyPem(),
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + _folder.Key.ExportECPrivateKeyPem(),
            encrypted];

        Assert.All(texts, text =>
        {
            using var key = SigningKeyFile.Read(_folder.Write("any.key", text), () => "pw");
            Assert.Equal(_folder.Key.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        });
        Assert.Equal("the password is wrong, or this is no ECDSA private key", FaultOf(encrypted, "other"));
    }

    [Fact]
    public void Keys_that_clients_do_not_accept_are_rejected()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        Assert.Equal("the key is not on the curve P-256", FaultOf(curve.ExportPkcs8PrivateKeyPem(), ""));
        Assert.Equal("the password is wrong, or this is no ECDSA private key", FaultOf(rsa.ExportPkcs8PrivateKeyPem(), ""));
        Assert.Equal("expected a private key in PEM", FaultOf(_folder.Key.ExportSubjectPublicKeyInfoPem(), ""));
    }

    private string Fault(string document) => FaultOf(
        Pem("ENCRYPTED SIGSTORE PRIVATE KEY", Convert.ToBase64String(Encoding.UTF8.GetBytes(document))), "pw");

    private string FaultOf(string pem, string password)
    {
        var file = _folder.Write("any.key", pem);
        var message = Assert.Throws<InvalidSourceException>(() => SigningKeyFile.Read(file, () => password)).Message;
        Assert.StartsWith(file + ": ", message, StringComparison.Ordinal);
        return message[(file.Length + 2)..];
    }

    private static string Pem(string label, string base64) => $"-----BEGIN {label}-----\n{base64}\n-----END {label}-----\n";
}
