using System.Security.Cryptography;
using SecurityResponder.Client.Tests.Checking;

namespace SecurityResponder.Client.Tests.Robustness;

/// <summary>Keys that are no public keys on P-256. At first, keys on other curves and private keys were accepted.</summary>
public sealed class FeedPublicKeyTests
{
    private const string Secp256k1 = "1.3.132.0.10";
    private const string BrainpoolP256r1 = "1.3.36.3.3.2.8.1.1.7";
    private const string P384 = "1.3.132.0.34";

    [Theory]
    [InlineData(Secp256k1)]
    [InlineData(BrainpoolP256r1)]
    [InlineData(P384)]
    public async Task A_key_on_another_curve_is_a_bad_setting(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));

        await AssertRefusedAsync(key.ExportSubjectPublicKeyInfoPem(), "is not on the curve P-256");
    }

    [Fact]
    public async Task A_private_key_is_a_bad_setting_and_is_not_printed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await AssertRefusedAsync(key.ExportPkcs8PrivateKeyPem(), "is a private key, which must stay secret");
        await AssertRefusedAsync(key.ExportECPrivateKeyPem(), "is a private key, which must stay secret");
    }

    [Fact]
    public async Task A_key_of_another_kind_is_a_bad_setting()
    {
        using var key = RSA.Create(2048);

        await AssertRefusedAsync(key.ExportSubjectPublicKeyInfoPem(), "is not a PEM file of an ECDSA public key");
        await AssertRefusedAsync("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "is not a PEM file of an ECDSA public key");
        await AssertRefusedAsync("-----BEGIN PUBLIC KEY-----\n%%%%", "is not a PEM file of an ECDSA public key");
    }

    private static async Task AssertRefusedAsync(string pem, string reason)
    {
        using var feeds = new SignedFeeds();
        var run = await SignedFeeds.RunAsync(feeds.File(SignedFeeds.Good), "--feed-public-key", pem);

        Assert.Equal((2, $"the feed's public key {reason}"), (run.ExitCode, run.Last["reason"]));
        Assert.DoesNotContain(pem.Split('\n')[1], run.Error, StringComparison.Ordinal);
    }
}
