using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityResponder.Aot.Tests.Releases;

public sealed partial class SbomTests(ReleaseFolder release)
{
    public static TheoryData<string, string> Programs => ReleaseFolder.Programs;

    public static TheoryData<string> Architectures => ["amd64", "arm64"];

    public static TheoryData<string> ServerArchitectures => [.. Published.ServerArchitectures];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Programs))]
    public async Task An_SBOM_is_valid_CycloneDX(string program, string architecture)
    {
        await release.MakeAsync();

        (await ValidateAsync(release.Sbom(program, architecture))).Succeeded();
    }

    [Fact]
    public async Task The_validator_finds_an_unknown_licence()
    {
        await release.MakeAsync();
        var changed = Path.Combine(Path.GetDirectoryName(release.Folder)!, "changed.cdx.json");
        var text = await File.ReadAllTextAsync(release.Sbom("client", "amd64"), Cancelled);
        await File.WriteAllTextAsync(changed, text.Replace("\"id\": \"MIT\"", "\"id\": \"none\"", StringComparison.Ordinal), Cancelled);

        Assert.Contains("license", (await ValidateAsync(changed)).Errors, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task An_SBOM_names_every_package_that_the_native_compiler_read(string program, string architecture)
    {
        await release.MakeAsync();
        var work = Path.Combine(Published.Root, "artifacts", architecture, program, "obj");
        var response = Assert.Single(Directory.GetFiles(work, "*.ilc.rsp", SearchOption.AllDirectories));

        var read = PackageFile().Matches(await File.ReadAllTextAsync(response, Cancelled))
            .Select(match => $"pkg:nuget/{match.Groups["name"].Value}@{match.Groups["version"].Value}").ToHashSet();

        Assert.NotEmpty(read);
        var named = Components(program, architecture).Select(component => Text(component, "purl").ToLowerInvariant());
        Assert.Subset(named.ToHashSet(), read);
    }

    [Theory, MemberData(nameof(Programs))]
    public async Task Every_component_has_a_version_a_licence_and_a_digest(string program, string architecture)
    {
        await release.MakeAsync();

        Assert.All(Components(program, architecture), component =>
        {
            Assert.NotEmpty(Text(component, "version"));
            Assert.NotEmpty(component["licenses"]!.AsArray());
            // apt knows the digest of a Debian package only while its version is the newest.
            Assert.True(
                component["hashes"]!.AsArray().Count > 0 || Text(component, "purl").StartsWith("pkg:deb/", StringComparison.Ordinal),
                Text(component, "name"));
        });
    }

    [Theory, MemberData(nameof(Architectures))]
    public async Task The_SBOM_of_the_client_names_the_OpenSSL_that_is_linked_in(string architecture)
    {
        await release.MakeAsync();
        var binary = Encoding.Latin1.GetString(
            await File.ReadAllBytesAsync(architecture == "amd64" ? Published.Client : Published.Arm64Client, Cancelled));

        var linked = OpenSsl().Match(binary).Groups["version"].Value;

        Assert.StartsWith(linked + "-", Version("client", architecture, "libssl-dev"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ServerArchitectures))]
    public async Task The_SBOM_of_the_responder_names_SQLite_and_the_libraries_of_its_image(string architecture)
    {
        await release.MakeAsync();

        Assert.Matches(@"^3\.\d+\.\d+$", Version("server", architecture, "SQLite"));
        Assert.NotEmpty(Version("server", architecture, "libc6"));
        Assert.Single(
            Components("server", architecture), component => Text(component, "name").StartsWith("libssl3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_program_has_the_same_SBOM()
    {
        await release.MakeAsync();
        var again = Path.Combine(Path.GetDirectoryName(release.Folder)!, "again.cdx.json");

        (await Script.RunAsync("sbom.sh", release.Variables, "client", "amd64", again)).Succeeded();

        var first = release.Sbom("client", "amd64");
        Assert.Equal(await File.ReadAllTextAsync(first, Cancelled), await File.ReadAllTextAsync(again, Cancelled));
    }

    private static Task<Command> ValidateAsync(string file)
    {
        Command.Needs("node");
        Script.Tool("sbom/package-lock.json");
        string[] arguments = [Path.Combine(Published.Root, "build", "sbom", "validate.mjs"), file];
        return Command.RunAsync("node", arguments, Cancelled);
    }

    private IEnumerable<JsonNode> Components(string program, string architecture)
    {
        var sbom = JsonNode.Parse(File.ReadAllText(release.Sbom(program, architecture)))!;
        return sbom["components"]!.AsArray().OfType<JsonNode>();
    }

    private string Version(string program, string architecture, string name) =>
        Text(Assert.Single(Components(program, architecture), component => Text(component, "name") == name), "version");

    private static string Text(JsonNode component, string name) => component[name]!.GetValue<string>();

    // A line such as -r:…/.nuget/packages/npgsql/10.0.3/lib/net10.0/Npgsql.dll
    [GeneratedRegex(@"^-r:.*/packages/(?<name>[^/]+)/(?<version>[^/]+)/(lib|runtimes)/", RegexOptions.Multiline)]
    private static partial Regex PackageFile();

    [GeneratedRegex(@"OpenSSL (?<version>3\.\d+\.\d+) ")]
    private static partial Regex OpenSsl();
}
