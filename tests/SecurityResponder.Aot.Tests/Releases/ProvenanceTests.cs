using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SecurityResponder.Aot.Tests.Releases;

public sealed class ProvenanceTests(ReleaseFolder release)
{
    [Fact]
    public async Task The_provenance_is_about_every_file_and_every_image()
    {
        await release.MakeAsync();

        var subjects = Statement()["subject"]!.AsArray().ToDictionary(
            subject => subject!["name"]!.GetValue<string>(), subject => subject!["digest"]!["sha256"]!.GetValue<string>());

        Assert.All(Directory.GetFiles(release.Folder, "*.tgz").Concat(Directory.GetFiles(release.Folder, "*.cdx.json")), file =>
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), subjects[Path.GetFileName(file)]));
        var digests = File.ReadAllLines(Path.Combine(release.Folder, "digests.txt"));
        // Two images with two platforms, the responder's image with its platforms, and two charts.
        Assert.Equal((2 * 3) + 1 + Published.ServerArchitectures.Count + 2, digests.Length);
        Assert.All(digests.Select(line => line.Split(' ')), line => Assert.Equal(line[1], "sha256:" + subjects[line[0]]));
    }

    [Fact]
    public async Task The_provenance_names_the_commit_and_what_went_in()
    {
        await release.MakeAsync();
        var materials = Statement()["predicate"]!["buildDefinition"]!["resolvedDependencies"]!.AsArray();

        Assert.Matches("^[0-9a-f]{40}$", materials[0]!["digest"]!["gitCommit"]!.GetValue<string>());
        Assert.All(["pkg:nuget/Microsoft.DotNet.ILCompiler@", "pkg:nuget/Npgsql@"], name => Assert.NotNull(Material(name)["digest"]));
        Assert.All(["pkg:deb/debian/libssl-dev@", "pkg:deb/debian/gcc@"], name => Assert.NotNull(Material(name)));

        JsonNode Material(string name) =>
            materials.First(material => material!["uri"]!.GetValue<string>().StartsWith(name, StringComparison.Ordinal))!;
    }

    [Fact]
    public async Task The_provenance_of_another_file_is_not_accepted()
    {
        await release.MakeAsync();
        string[] verify =
        [
            Script.Tool("cosign"), "verify-blob-attestation", "--key", Path.Combine(release.Folder, "cosign.pub"),
            "--type", "slsaprovenance1", "--signature", Path.Combine(release.Folder, "provenance.intoto.jsonl"), "--insecure-ignore-tlog"];

        (await Script.EnvAsync(release.Variables, [.. verify, Path.Combine(release.Folder, "digests.txt")])).Succeeded();
        Assert.NotEqual(0, (await Script.EnvAsync(release.Variables, [.. verify, Published.SampleFeed])).ExitCode);
    }

    private JsonNode Statement() => JsonNode.Parse(File.ReadAllText(Path.Combine(release.Folder, "provenance.json")))!;
}
