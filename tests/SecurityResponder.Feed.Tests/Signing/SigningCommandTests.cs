using System.Security.Cryptography;

namespace SecurityResponder.Feed.Tests.Signing;

public sealed class SigningCommandTests : IDisposable
{
    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signed_feed_is_verified_and_a_changed_one_is_not()
    {
        var signed = Sign();
        Assert.Equal((0, $"wrote {Text} and {Bundle}\n", ""), (signed.ExitCode, signed.Output, signed.Error));
        Assert.Equal((0, $"valid: {Text} and {Bundle}\n", ""), (Verify().ExitCode, Verify().Output, Verify().Error));

        _folder.Write("feed.json", FeedFolder.Feed + "\n");
        Assert.Equal(
            (1, $"security-responder-feed: {Text}: this is not a signature of {_folder["feed.json"]} with this key\n"),
            (Verify().ExitCode, Verify().Error));
        File.Delete(Text);
        Assert.Contains("this is the signature of another file", Verify().Error);
    }

    [Fact]
    public void Each_signature_that_exists_must_be_valid()
    {
        Sign();
        File.Delete(Bundle);
        Assert.Equal($"valid: {Text}\n", Verify().Output);

        Sign();
        File.Delete(Text);
        Assert.Equal($"valid: {Bundle}\n", Verify().Output);

        _folder.Write("feed.json.sig", "no signature\n");
        Assert.Contains($"{Text}: expected a signature in base64 on one line", Verify().Error);

        File.Delete(Text);
        _folder.Write("feed.json.sigstore.json", "{}");
        Assert.Contains("$.mediaType: expected application/vnd.dev.sigstore.bundle", Verify().Error);

        File.Delete(Bundle);
        Assert.Contains("it is not signed: expected ", Verify().Error);
    }

    [Fact]
    public void The_signature_of_another_key_is_not_valid()
    {
        using var other = new FeedFolder();
        Sign();

        Assert.Contains("with this key", FeedFolder.Run("verify", "--key", other["test.pub"], _folder["feed.json"]).Error);
    }

    [Fact]
    public void The_old_form_is_one_line_of_base64_that_the_framework_verifies()
    {
        Sign();
        var text = File.ReadAllText(Text);

        Assert.Equal(text.Trim(), text);
        Assert.True(_folder.Key.VerifyData(
            File.ReadAllBytes(_folder["feed.json"]),
            Convert.FromBase64String(text),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
    }

    [Theory]
    [InlineData("sign", "--key", "nowhere.key", "feed.json", "nowhere.key: no such file")]
    [InlineData("verify", "--key", "nowhere.pub", "feed.json", "nowhere.pub: no such file")]
    [InlineData("sign", "--key", "test.key", "nowhere.json", "nowhere.json: no such file")]
    [InlineData("sign", "--key", "test.pub", "feed.json", "test.pub: expected a private key in PEM")]
    [InlineData("verify", "--key", "feed.json", "feed.json", "feed.json: the key is not a PEM file of an ECDSA public key")]
    public void A_file_that_cannot_be_used_is_named(string command, string option, string key, string feed, string reason)
    {
        var run = FeedFolder.Run(command, option, _folder[key], _folder[feed]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.EndsWith(reason + "\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(["feed.json", "test.key", "test.pub"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_missing_key_is_an_error_of_the_arguments() =>
        Assert.Equal(2, FeedFolder.Run("sign", _folder["feed.json"]).ExitCode);

    private string Text => _folder["feed.json.sig"];

    private string Bundle => _folder["feed.json.sigstore.json"];

    private FeedFolder.Outcome Sign() => FeedFolder.Run("sign", "--key", _folder["test.key"], _folder["feed.json"]);

    private FeedFolder.Outcome Verify() => FeedFolder.Run("verify", "--key", _folder["test.pub"], _folder["feed.json"]);
}
