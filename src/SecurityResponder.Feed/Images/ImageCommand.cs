using System.CommandLine;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Signing;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Images;

/// <summary>The command <c>image</c>.</summary>
internal static class ImageCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddImageCommand(this RootCommand root)
    {
        var image = File("--base", "the client's image: an OCI layout, as a folder or a tar file", "OCI");
        var feed = File("--feed", "the feed; the signatures beside it are added, too", "FILE");
        var target = File("--out", "the new image: a tar file if it ends with .tar, otherwise a folder", "OCI");
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = "name and tag of the new image; by default the base's name with the date of the feed, e.g. v0.2.0-feed20261129",
        };
        var key = new Option<string?>("--key") { HelpName = "FILE", Description = "public key that must have signed the feed: cosign.pub" };
        var command = new Command("image", "make an image that is the client's image plus /feed.json") { image, feed, target, name, key };
        command.AddExamples(
            "image --base client.tar --feed feed.json --out feed-image.tar",
            "image --base client.tar --feed feed.json --key cosign.pub --out feed-image");
        command.SetAction(result =>
        {
            var layout = Write(
                result.GetRequiredValue(image), result.GetRequiredValue(feed), result.GetValue(key), result.GetValue(name),
                result.GetRequiredValue(target));
            result.InvocationConfiguration.Output.WriteLine(
                SafeText.Line($"{layout.Name} {layout.Digest} ({string.Join(", ", layout.Platforms)})"));
        });
        root.Subcommands.Add(command);
    }

    private static ImageLayout Write(string basePath, string feedPath, string? keyPath, string? name, string target)
    {
        using var key = keyPath is null ? null : FeedVerifier.ReadKey(keyPath);
        var feed = FeedFiles.Read(feedPath, key);
        using var image = BaseImage.Open(basePath);
        var layout = new FeedImage(image, feed).Build(name);
        LayoutWriter.Write(layout, target);
        return layout;
    }

    private static Option<string> File(string name, string description, string value) =>
        new(name) { Required = true, Description = description, HelpName = value };
}
