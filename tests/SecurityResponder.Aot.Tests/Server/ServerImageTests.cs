using System.Text.Json;

namespace SecurityResponder.Aot.Tests.Server;

public sealed class ServerImageTests
{
    /// <summary>The limit of an image as it travels, in bytes.</summary>
    private const long MaxSize = 20_000_000;

    public static TheoryData<string> Architectures => [.. Published.ServerArchitectures];

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_contains_the_responder_its_libraries_and_the_certificate_authorities_and_nothing_else(string architecture)
    {
        var (triplet, loader) = architecture == "amd64"
            ? ("x86_64-linux-gnu", "lib64/ld-linux-x86-64.so.2")
            : ("aarch64-linux-gnu", "lib/ld-linux-aarch64.so.1");
        string[] expected =
        [
            "app/libe_sqlite3.so", "app/security-responder-server", "etc/ssl/certs/ca-certificates.crt", loader,
            $"lib/{triplet}/libc.so.6", $"lib/{triplet}/libcrypto.so.3", $"lib/{triplet}/libm.so.6", $"lib/{triplet}/libssl.so.3"];

        // OpenSSL 3.5 (Debian 13) also needs two compression libraries.
        var files = Read(architecture).Files.Keys.Where(file => Path.GetFileName(file) is not ("libz.so.1" or "libzstd.so.1"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_contains_the_responder_that_was_built(string architecture)
    {
        var built = architecture == "amd64" ? Published.Server : Published.Arm64Server;
        Assert.Equal(File.ReadAllBytes(built), Read(architecture).Files["app/security-responder-server"]);
    }

    [Theory, MemberData(nameof(Architectures))]
    public void All_files_are_for_the_architecture_of_the_image(string architecture)
    {
        var expected = architecture == "amd64" ? ElfFile.X64 : ElfFile.AArch64;
        var programs = Read(architecture).Files.Where(file => !file.Key.EndsWith(".crt", StringComparison.Ordinal)).ToList();

        Assert.True(programs.Count > 5);
        Assert.All(programs, file => Assert.Equal(expected, ElfFile.Parse(file.Value).Machine));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_has_the_settings_of_the_Dockerfile(string architecture)
    {
        var image = Read(architecture).Config;
        var config = image.GetProperty("config");

        Assert.Equal(architecture, image.GetProperty("architecture").GetString());
        Assert.Equal("65532:65532", config.GetProperty("User").GetString());
        Assert.Equal(["/app/security-responder-server"], Texts(config.GetProperty("Entrypoint")));
        Assert.Equal(["/data"], config.GetProperty("Volumes").EnumerateObject().Select(volume => volume.Name));
        Assert.Contains("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", Texts(config.GetProperty("Env")));
        Assert.Contains("SECURITY_RESPONDER_DATA=/data", Texts(config.GetProperty("Env")));
        Assert.Equal(Published.Version, config.GetProperty("Labels").GetProperty("org.opencontainers.image.version").GetString());
        Assert.Equal("1970-01-01T00:00:00Z", image.GetProperty("created").GetString());
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_stays_small_as_it_travels(string architecture) =>
        Assert.InRange(Read(architecture).CompressedSize, 1, MaxSize);

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);

    private static OciImage Read(string architecture) => OciArchive.Read(Published.ServerImage, architecture);
}
