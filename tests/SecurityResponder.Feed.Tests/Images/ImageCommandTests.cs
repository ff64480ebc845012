using System.Formats.Tar;
using System.Text.Json.Nodes;
using SecurityResponder.Feed.Tests.Signing;

namespace SecurityResponder.Feed.Tests.Images;

public sealed class ImageCommandTests : IDisposable
{
    private const string DatedName = SampleImage.Name + "-feed20261129";

    private static readonly string[] SignedFeed = ["feed.json", "feed.json.sig", "feed.json.sigstore.json"];

    private readonly FeedFolder _folder = new();
    private readonly SampleImage _base;

    public ImageCommandTests() => _base = new SampleImage(_folder["base"]);

    public static TheoryData<string> Architectures => ["amd64", "arm64"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Architectures))]
    public void Each_platform_has_the_feed_and_its_signatures_in_one_more_layer(string architecture)
    {
        FeedFolder.Run("sign", "--key", _folder["test.key"], _folder["feed.json"]);
        var run = Make("out", "--key", _folder["test.pub"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));

        var image = new MadeImage(_folder["out"]);
        Assert.Equal(
            [.. SignedFeed.Select(name => (name, File.ReadAllText(_folder[name])))],
            image.LastLayer(architecture).Select(file => (file.Entry.Name, file.Text)));
        Assert.All(image.LastLayer(architecture), file =>
        {
            Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (file.Entry.Uid, file.Entry.Gid, file.Entry.ModificationTime));
            Assert.True(file.Entry.Mode.HasFlag(UnixFileMode.OtherRead));
        });
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Everything_else_of_the_base_stays(string architecture)
    {
        Make("out");
        var (made, original) = (new MadeImage(_folder["out"]), new MadeImage(_folder["base"]));
        var layers = made.Manifest(architecture)["layers"]!.AsArray();
        Assert.Equal(2, layers.Count);
        Assert.Equal(original.Blob(original.Manifest(architecture)["layers"]![0]!), made.Blob(layers[0]!));

        var config = made.Config(architecture);
        Assert.Equal(2, config["rootfs"]!["diff_ids"]!.AsArray().Count);
        Assert.Equal(2, config["history"]!.AsArray().Count);
        Assert.Equal("2026-11-29T06:00:00Z", (string)config["created"]!);
        var restored = config.DeepClone();
        restored["rootfs"]!["diff_ids"]!.AsArray().RemoveAt(1);
        restored["history"]!.AsArray().RemoveAt(1);
        restored["created"] = "1970-01-01T00:00:00Z";
        Assert.True(JsonNode.DeepEquals(original.Config(architecture), restored));
    }

    [Fact]
    public void The_image_has_the_name_of_the_base_with_the_date_of_the_feed()
    {
        var run = Make("out");
        var entry = new MadeImage(_folder["out"]).Entry;

        Assert.Equal(DatedName, (string)entry["annotations"]!["org.opencontainers.image.ref.name"]!);
        Assert.Equal("docker.io/" + DatedName, (string)entry["annotations"]!["io.containerd.image.name"]!);
        Assert.Equal($"{DatedName} {(string)entry["digest"]!} (linux/amd64, linux/arm64)\n", run.Output);
        Assert.Equal(
            _base.Digest,
            (string)new MadeImage(_folder["out"]).Index["annotations"]!["org.opencontainers.image.base.digest"]!);
    }

    [Fact]
    public void Another_name_can_be_set()
    {
        Make("out", "--name", "registry.example:5000/rke2/responder:today");
        var annotations = new MadeImage(_folder["out"]).Entry["annotations"]!;

        Assert.Equal("registry.example:5000/rke2/responder:today", (string)annotations["org.opencontainers.image.ref.name"]!);
        Assert.Equal("registry.example:5000/rke2/responder:today", (string)annotations["io.containerd.image.name"]!);
    }

    [Fact]
    public void Statements_about_the_base_are_left_out()
    {
        Make("out");

        Assert.Equal(3, new MadeImage(_folder["base"]).Index["manifests"]!.AsArray().Count);
        Assert.Equal(2, new MadeImage(_folder["out"]).Index["manifests"]!.AsArray().Count);
    }

    [Fact]
    public void The_same_inputs_make_the_same_bytes_as_folder_and_as_archive()
    {
        TarFile.CreateFromDirectory(_folder["base"], _folder["base.tar"], includeBaseDirectory: false);
        Make("folder");
        Make("first.tar");
        FeedFolder.Run(
            "image", "--base", _folder["base.tar"], "--feed", _folder["feed.json"], "--out", _folder["second.tar"]);

        Assert.Equal(File.ReadAllBytes(_folder["first.tar"]), File.ReadAllBytes(_folder["second.tar"]));
        Directory.CreateDirectory(_folder["unpacked"]);
        TarFile.ExtractToDirectory(_folder["first.tar"], _folder["unpacked"], overwriteFiles: false);
        Assert.Equal(Files("folder"), Files("unpacked"));
    }

    [Fact]
    public void An_archive_is_replaced_and_a_filled_folder_is_not()
    {
        _folder.Write("out.tar", "an older image");
        Assert.Equal(0, Make("out.tar").ExitCode);
        Assert.Equal(0, Make("out").ExitCode);

        var again = Make("out");
        Assert.Equal((1, $"security-responder-feed: {_folder["out"]}: the folder exists already\n"), (again.ExitCode, again.Error));
    }

    private IEnumerable<(string, string)> Files(string folder) =>
        Directory.EnumerateFiles(_folder[folder], "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(_folder[folder], file), Convert.ToBase64String(File.ReadAllBytes(file))));

    private FeedFolder.Outcome Make(string target, params string[] more) =>
        FeedFolder.Run(["image", "--base", _folder["base"], "--feed", _folder["feed.json"], "--out", _folder[target], .. more]);
}
