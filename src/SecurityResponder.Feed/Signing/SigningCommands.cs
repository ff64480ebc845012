using System.CommandLine;
using SecurityResponder.Feed.Help;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Signing;

/// <summary>The commands <c>sign</c> and <c>verify</c>.</summary>
internal static class SigningCommands
{
    /// <summary>Adds the commands.</summary>
    public static void AddSigningCommands(this RootCommand root)
    {
        root.Subcommands.Add(SignCommand());
        root.Subcommands.Add(VerifyCommand());
    }

    private static Command SignCommand()
    {
        var key = Key("private key: cosign.key, PKCS #8 or EC PEM");
        var feed = new Argument<string>("feed") { Description = "the feed" };
        var command = new Command(
            "sign",
            "sign a feed as cosign does: writes FEED.sig and FEED.sigstore.json; the password comes from COSIGN_PASSWORD or the terminal")
        {
            key,
            feed,
        };
        command.AddExamples(
            "sign --key cosign.key feed.json");
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            using var privateKey = SigningKeyFile.Read(result.GetRequiredValue(key), () => KeyPassword.Read(error));
            output.WriteLine(SafeText.Line($"wrote {string.Join(" and ", FeedSigner.Sign(result.GetRequiredValue(feed), privateKey))}"));
        });
        return command;
    }

    private static Command VerifyCommand()
    {
        var key = Key("public key: cosign.pub");
        var feed = new Argument<string>("feed") { Description = "the feed" };
        var command = new Command("verify", "verify the signatures FEED.sig and FEED.sigstore.json; each that exists must be valid")
        {
            key,
            feed,
        };
        command.AddExamples(
            "verify --key cosign.pub feed.json");
        command.SetAction(result =>
        {
            using var publicKey = FeedVerifier.ReadKey(result.GetRequiredValue(key));
            var files = FeedVerifier.Verify(result.GetRequiredValue(feed), publicKey);
            result.InvocationConfiguration.Output.WriteLine(SafeText.Line($"valid: {string.Join(" and ", files)}"));
        });
        return command;
    }

    private static Option<string> Key(string description) =>
        new("--key") { Required = true, HelpName = "FILE", Description = description };
}
