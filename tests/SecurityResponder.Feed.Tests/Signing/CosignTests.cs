using SecurityResponder.Feed.Signing;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Signing;

/// <summary>Keys and signatures are exchanged with the real cosign in both directions.</summary>
public sealed class CosignTests : IDisposable
{
    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_key_of_cosign_signs_here_is_verified_by_cosign_in_both_forms()
    {
        await Cosign.RunAsync(_folder.Path, "generate-key-pair");
        using (var key = SigningKeyFile.Read(_folder["cosign.key"], () => Cosign.Password))
        {
            FeedSigner.Sign(_folder["feed.json"], key);
        }

        await Cosign.RunAsync(_folder.Path, VerifyText);
        await Cosign.RunAsync(_folder.Path, VerifyBundle());

        _folder.Write("feed.json", FeedFolder.Feed + " ");
        Assert.NotEqual(0, (await Cosign.TryAsync(_folder.Path, VerifyText)).ExitCode);
        Assert.NotEqual(0, (await Cosign.TryAsync(_folder.Path, VerifyBundle())).ExitCode);
    }

    [Fact]
    public async Task What_cosign_signs_is_verified_here_in_both_forms()
    {
        await Cosign.RunAsync(_folder.Path, "generate-key-pair");
        await Cosign.RunAsync(
            _folder.Path, "sign-blob", "--yes", "--tlog-upload=false", "--new-bundle-format", "--key", "cosign.key",
            "--output-signature", "feed.json.sig", "--bundle", "feed.json.sigstore.json", "feed.json");

        var valid = FeedFolder.Run("verify", "--key", _folder["cosign.pub"], _folder["feed.json"]);
        Assert.Equal(
            (0, $"valid: {_folder["feed.json.sig"]} and {_folder["feed.json.sigstore.json"]}\n"), (valid.ExitCode, valid.Output));

        _folder.Write("feed.json", FeedFolder.Feed + " ");
        Assert.Equal(1, FeedFolder.Run("verify", "--key", _folder["cosign.pub"], _folder["feed.json"]).ExitCode);
    }

    [Fact]
    public async Task A_wrong_password_for_a_key_of_cosign_is_named()
    {
        await Cosign.RunAsync(_folder.Path, "generate-key-pair");

        var exception = Assert.Throws<InvalidSourceException>(() => SigningKeyFile.Read(_folder["cosign.key"], () => "wrong"));
        Assert.Equal($"{_folder["cosign.key"]}: the password is wrong", exception.Message);
    }

    [Fact]
    public async Task The_script_signs_with_a_key_outside_through_cosign_in_both_forms()
    {
        await Cosign.RunAsync(_folder.Path, "generate-key-pair");
        var (exitCode, error) = await Cosign.ScriptAsync(_folder.Path, _folder["feed.json"]);
        Assert.True(exitCode == 0, error);

        var valid = FeedFolder.Run("verify", "--key", _folder["cosign.pub"], _folder["feed.json"]);
        Assert.Equal($"valid: {_folder["feed.json.sig"]} and {_folder["feed.json.sigstore.json"]}\n", valid.Output);
    }

    private static string[] VerifyText =>
        ["verify-blob", "--key", "cosign.pub", "--signature", "feed.json.sig", "--insecure-ignore-tlog", "feed.json"];

    private string[] VerifyBundle()
    {
        _folder.Write("root.json", Cosign.EmptyTrustedRoot);
        return
        [
            "verify-blob", "--key", "cosign.pub", "--new-bundle-format", "--bundle", "feed.json.sigstore.json",
            "--trusted-root", "root.json", "--insecure-ignore-tlog", "feed.json",
        ];
    }
}
