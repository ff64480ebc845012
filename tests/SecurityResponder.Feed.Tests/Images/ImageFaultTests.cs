using System.Formats.Tar;
using CsCheck;
using SecurityResponder.Feed.Tests.Signing;

namespace SecurityResponder.Feed.Tests.Images;

/// <summary>What cannot become an image is refused with its place, and nothing is written.</summary>
public sealed class ImageFaultTests : IDisposable
{
    private readonly FeedFolder _folder = new();
    private readonly SampleImage _base;

    public ImageFaultTests() => _base = new SampleImage(_folder["base"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_changed_or_missing_blob_is_refused()
    {
        foreach (var file in Directory.GetFiles(_folder["base/blobs/sha256"]))
        {
            var text = File.ReadAllText(file);
            if (text == "{}")
            {
                continue; // The statement about the base, which is not read.
            }

            File.WriteAllText(file, text + " ");
            Assert.Contains($"{Path.GetFileName(file)} was changed", Refusal());
            File.Delete(file);
            Assert.Contains($"{Path.GetFileName(file)} is missing", Refusal());
            File.WriteAllText(file, text);
        }

        Assert.Equal(0, Make().ExitCode);
    }

    [Fact]
    public void A_base_that_is_no_layout_is_refused()
    {
        _folder.Write("base.tar", new string('x', 4096));
        Assert.Contains("base.tar: expected an OCI layout", Refusal("base.tar"));
        _folder.Write("base.tar", "");
        Assert.Contains("base.tar: expected an OCI layout with index.json", Refusal("base.tar"));
        Assert.Contains("nowhere: no such file", Refusal("nowhere"));

        File.Delete(_folder["base/index.json"]);
        Assert.Contains("base: expected an OCI layout with index.json", Refusal());
        _folder.Write("base/index.json", "[]");
        Assert.Contains("index.json: expected a JSON object", Refusal());
    }

    [Fact]
    public void A_layout_with_another_number_of_images_is_refused()
    {
        _base.WriteIndex(annotations: null, copies: 2);
        Assert.Contains("index.json: expected one image, found 2", Refusal());
        _base.WriteIndex(annotations: null, copies: 0);
        Assert.Contains("index.json: expected one image, found 0", Refusal());
    }

    [Fact]
    public void An_image_without_a_name_needs_one()
    {
        _base.WriteIndex(annotations: null);

        Assert.Contains("the image has no name: set --name", Refusal());
        Assert.Contains("is not the name of an image", Refusal("base", "--name", "Rancher/x"));
        Assert.Equal(0, Make("base", "--name", "rancher/x:v1").ExitCode);
    }

    [Fact]
    public void A_digest_that_leads_out_of_the_layout_is_refused()
    {
        _folder.Write("base/index.json", """
            { "manifests": [ { "mediaType": "application/vnd.oci.image.index.v1+json", "size": 1, "digest": "sha256:../../feed.json",
              "annotations": { "org.opencontainers.image.ref.name": "x:v1" } } ] }
            """);

        Assert.Contains("index.json: expected a media type, a digest and a size", Refusal());
    }

    [Fact]
    public void A_second_feed_in_one_image_is_refused()
    {
        Assert.Equal(0, Make().ExitCode);
        Directory.Move(_folder["out"], _folder["dated"]);

        Assert.Contains("this image has a feed already", Refusal("dated"));
    }

    [Fact]
    public void A_feed_that_clients_would_reject_is_refused()
    {
        _folder.Write("feed.json", "{}");
        Assert.Contains("feed.json: $.versions: expected a list of releases", Refusal());
        _folder.Write("feed.json", """{ "schemaVersion": "1.0", "versions": [] }""");
        Assert.Contains("feed.json: $.generated: expected the time", Refusal());
        _folder.Write("feed.json", FeedFolder.Feed);
        Assert.Contains("it is not signed", Refusal("base", "--key", _folder["test.pub"]));

        FeedFolder.Run("sign", "--key", _folder["test.key"], _folder["feed.json"]);
        _folder.Write("feed.json", FeedFolder.Feed + " ");
        Assert.Contains("feed.json.sig: this is not a signature", Refusal("base", "--key", _folder["test.pub"]));
        Assert.Contains("feed.json.sigstore.json: this is the signature of another feed", Refusal());
    }

    [Fact]
    public void No_archive_crashes_the_program() => Gen.Byte.Array[0, 2048].Sample(bytes =>
    {
        var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.tar");
        File.WriteAllBytes(file, bytes);
        Assert.Equal(1, Make(Path.GetFileName(file)).ExitCode);
        File.Delete(file);
    }, iter: 50, threads: 1);

    [Fact]
    public void An_archive_that_ends_early_is_refused()
    {
        TarFile.CreateFromDirectory(_folder["base"], _folder["whole.tar"], includeBaseDirectory: false);
        var whole = File.ReadAllBytes(_folder["whole.tar"]);
        Gen.Int[0, LastContent(whole)].Sample(length =>
        {
            File.WriteAllBytes(_folder["cut.tar"], whole[..length]);
            Refusal("cut.tar");
        }, iter: 100, threads: 1);
    }

    // What follows is zeros.
    private static int LastContent(byte[] bytes) => bytes.AsSpan().LastIndexOfAnyExcept((byte)0);

    private string Refusal(string image = "base", params string[] more)
    {
        var run = Make(image, more);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path, "out*"));
        return run.Error;
    }

    private FeedFolder.Outcome Make(string image = "base", params string[] more) =>
        FeedFolder.Run(["image", "--base", _folder[image], "--feed", _folder["feed.json"], "--out", _folder["out"], .. more]);
}
