using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SecurityResponder.Aot.Tests;

public sealed class ImageTests
{
    /// <summary>The limit of an image as it travels, in bytes, for a client with OpenSSL 3.0 (Debian 12).</summary>
    private const long MaxSize = 5_800_000;

    /// <summary>The limit with a later OpenSSL (Debian 13), which alone adds 0.5 MB.</summary>
    private const long MaxSizeWithLaterOpenSsl = 6_300_000;

    private const string Authorities = "etc/ssl/certs/ca-certificates.crt";

    public static TheoryData<string> Architectures => ["amd64", "arm64"];

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_holds_the_client_and_the_certificate_authorities_and_nothing_else(string architecture) =>
        Assert.Equal([Authorities, "security-responder"], Read(architecture).Files.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_image_holds_the_client_that_was_built()
    {
        Assert.Equal(File.ReadAllBytes(Published.Client), Read("amd64").Files["security-responder"]);
        Assert.Equal(File.ReadAllBytes(Published.Arm64Client), Read("arm64").Files["security-responder"]);
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_authorities_can_be_read(string architecture)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(Encoding.ASCII.GetString(Read(architecture).Files[Authorities]));
        Assert.True(authorities.Count > 100, $"{authorities.Count} authorities");
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_stays_small_as_it_travels(string architecture)
    {
        var image = Read(architecture);
        var hasOldOpenSsl = image.Files["security-responder"].AsSpan().IndexOf("OpenSSL 3.0."u8) >= 0;
        Assert.InRange(image.CompressedSize, 1, hasOldOpenSsl ? MaxSize : MaxSizeWithLaterOpenSsl);
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_runs_the_client_as_a_user_without_rights(string architecture)
    {
        var config = Read(architecture).Config;
        Assert.Equal("linux", config.GetProperty("os").GetString());
        Assert.Equal(architecture, config.GetProperty("architecture").GetString());
        Assert.Equal("65532:65532", config.GetProperty("config").GetProperty("User").GetString());
        Assert.Equal(
            "/security-responder", Assert.Single(config.GetProperty("config").GetProperty("Entrypoint").EnumerateArray()).GetString());
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_image_prevents_dotnet_from_reading_the_authorities_twice(string architecture)
    {
        var variables = Read(architecture).Config.GetProperty("config").GetProperty("Env");
        string[] environment = [.. variables.EnumerateArray().Select(variable => variable.GetString()!)];
        Assert.Contains("SSL_CERT_FILE=/nonexistent", environment);
        Assert.Contains("SSL_CERT_DIR=/nonexistent", environment);
        Assert.Contains("SECURITY_RESPONDER_CA_BUNDLE=/" + Authorities, environment);
    }

    private static OciImage Read(string architecture) => OciArchive.Read(Published.Image, architecture);
}
