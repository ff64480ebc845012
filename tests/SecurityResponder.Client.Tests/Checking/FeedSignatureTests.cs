using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Client.Checking;
using SecurityResponder.Fakes;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>With a key, only a feed with a valid signature is accepted.</summary>
public sealed class FeedSignatureTests : IDisposable
{
    private const string Refused = "feed rejected; the last assessment is kept";

    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task A_signed_feed_is_accepted_with_key_text_and_with_key_file(string end)
    {
        var feed = _feeds.File(SignedFeeds.Good, _feeds.Sign(SignedFeeds.Good) + end);
        using var folder = new TestFolder();

        Assert.Contains("CVE-2026-0001", (await _feeds.RunSignedAsync(feed)).Output);
        Assert.Contains(
            "CVE-2026-0001", (await SignedFeeds.RunAsync(feed, "--feed-public-key", folder.Write("key.pub", _feeds.PublicKey))).Output);
    }

    [Fact]
    public async Task An_unsigned_feed_and_one_signed_with_another_key_are_rejected()
    {
        using var other = new SignedFeeds();
        var unsigned = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good));
        var foreign = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, other.Sign(SignedFeeds.Good)));

        Assert.Equal((1, Refused, ""), (unsigned.ExitCode, unsigned.Last.Message, unsigned.Output));
        Assert.Contains("it is not signed", unsigned.Last["reason"]);
        Assert.Equal((1, Refused, ""), (foreign.ExitCode, foreign.Last.Message, foreign.Output));
        Assert.Contains("is not a signature of it with the configured key", foreign.Last["reason"]);
    }

    [Fact]
    public void A_signature_with_any_changed_byte_is_rejected()
    {
        using var key = FeedKey.Read(_feeds.PublicKey);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(SignedFeeds.Good));
        var signature = Encoding.ASCII.GetBytes(_feeds.Sign(SignedFeeds.Good) + "\n");
        Assert.True(Verifies(signature));

        for (var at = 0; at < signature.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                if (value == signature[at])
                {
                    continue;
                }

                var changed = signature.ToArray();
                changed[at] = (byte)value;
                Assert.False(Verifies(changed), $"byte {at} as {value} passes");
            }
        }

        bool Verifies(byte[] text) => DetachedSignature.FromText(text) is { } read && key.Verifies(hash, read);
    }

    [Fact]
    public async Task A_feed_with_any_changed_byte_is_rejected()
    {
        using var key = FeedKey.Read(_feeds.PublicKey);
        var signature = DetachedSignature.FromText(Encoding.ASCII.GetBytes(_feeds.Sign(SignedFeeds.Good)))!;
        var feed = Encoding.UTF8.GetBytes(SignedFeeds.Good);
        for (var at = 0; at < feed.Length; at++)
        {
            var pump = new FeedStreamReader();
            var changed = feed.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            await pump.ReadAsync(new MemoryStream(changed), 1, TestContext.Current.CancellationToken);
            Assert.False(key.Verifies(pump.Hash, signature), $"byte {at}");
        }
    }

    [Fact]
    public async Task A_signed_feed_without_a_time_or_with_a_future_time_is_rejected()
    {
        var timeless = SignedFeeds.Good.Replace("\"generated\": \"2026-11-23T06:00:00Z\",", "", StringComparison.Ordinal);
        var future = SignedFeeds.Good.Replace("2026-11-23", "2026-11-26", StringComparison.Ordinal);

        Assert.Contains(
            "does not say when it was generated",
            (await _feeds.RunSignedAsync(_feeds.File(timeless, _feeds.Sign(timeless)))).Last["reason"]);
        Assert.Contains("in the future", (await _feeds.RunSignedAsync(_feeds.File(future, _feeds.Sign(future)))).Last["reason"]);
        Assert.Contains("CVE-2026-0001", (await SignedFeeds.RunAsync(_feeds.File(timeless))).Output);
    }

    [Theory]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nbm9uc2Vuc2U=\n-----END PUBLIC KEY-----", "is not a PEM file of an ECDSA public key")]
    [InlineData("P-384", "is not on the curve P-256")]
    public async Task A_key_that_cannot_be_used_is_a_bad_setting(string setting, string reason)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var run = await SignedFeeds.RunAsync(
            _feeds.File(SignedFeeds.Good), "--feed-public-key", setting == "P-384" ? other.ExportSubjectPublicKeyInfoPem() : setting);

        Assert.Equal((2, "bad settings"), (run.ExitCode, run.Last.Message));
        Assert.Contains(reason, run.Last["reason"]);
    }

    [Fact]
    public async Task A_key_without_a_feed_is_a_bad_setting() =>
        Assert.Equal("--feed-public-key needs --feed", (await ClientRun.OfAsync("--feed-public-key", "key.pub")).Last["reason"]);

    [Fact]
    public async Task A_feed_signed_with_cosign_is_accepted_and_a_changed_one_rejected()
    {
        var cosign = Path.GetFullPath(Path.Combine(Here(), "../../../.tools/cosign"));
        Assert.SkipUnless(File.Exists(cosign), "cosign is not installed (make tools)");
        using var folder = new TestFolder();
        var feed = folder.Write("feed.json", SignedFeeds.Good);
        await RunAsync(cosign, folder.Path, "generate-key-pair");
        await RunAsync(
            cosign,
            folder.Path,
            "sign-blob",
            "--yes",
            "--tlog-upload=false",
            "--key",
            "cosign.key",
            "--output-signature",
            "feed.json.sig",
            "feed.json");

        Assert.Contains(
            "CVE-2026-0001", (await SignedFeeds.RunAsync(feed, "--feed-public-key", Path.Combine(folder.Path, "cosign.pub"))).Output);
        folder.Write("feed.json", SignedFeeds.Good + " ");
        Assert.Equal(
            Refused, (await SignedFeeds.RunAsync(feed, "--feed-public-key", Path.Combine(folder.Path, "cosign.pub"))).Last.Message);
    }

    private static async Task RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["COSIGN_PASSWORD"] = "";
        using var process = Process.Start(start)!;
        var output = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
