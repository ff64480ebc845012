using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Client.Tests.Collecting;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubeconfigs;

public sealed class KubeconfigTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EC", "EC PRIVATE KEY")]
    [InlineData("EC", "PRIVATE KEY")]
    [InlineData("RSA", "RSA PRIVATE KEY")]
    [InlineData("RSA", "PRIVATE KEY")]
    public async Task A_client_certificate_is_accepted_with_every_key_format(string algorithm, string label)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.ServerToken = null;
        var (certificate, key) = Pair(server.Authority, algorithm, label);

        var run = await RunAsync(
            Cluster(server), new() { ["client-certificate-data"] = Base64(certificate), ["client-key-data"] = Base64(key) });

        Assert.Equal(1, run.Fields["serverNodeCount"]!.GetValue<int>());
        Assert.Contains($"BEGIN {label}-", key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EC", "EC")]
    [InlineData("RSA", "RSA")]
    [InlineData("EC", "RSA")]
    [InlineData("RSA", "EC")]
    [InlineData("EC", "none")]
    public async Task A_key_that_does_not_fit_is_a_bad_setting(string algorithm, string other)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var (certificate, _) = Pair(server.Authority, algorithm, "PRIVATE KEY");
        var key = other == "none" ? "no key at all" : Pair(server.Authority, other, "PRIVATE KEY").Key;

        var run = await RunAsync(
            Cluster(server), new() { ["client-certificate-data"] = Base64(certificate), ["client-key-data"] = Base64(key) });

        AssertBadSettings(run, "the client key is broken, encrypted, or does not fit");
        Assert.Empty(server.Requests.All);
    }

    [Theory]
    [InlineData("client-certificate-data", "QQ==", "not both")]
    [InlineData("client-key-data", "QQ==", "not both")]
    [InlineData("client-key-data", "%", "client-key-data is no base64")]
    [InlineData("client-key", "/nowhere/key", "cannot be read")]
    public async Task Half_a_certificate_is_a_bad_setting(string key, string value, string reason)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());

        AssertBadSettings(await RunAsync(Cluster(server), new() { [key] = value }), reason);
    }

    [Fact]
    public async Task A_server_certificate_of_another_authority_is_rejected()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        using var other = new TestAuthority();
        var cluster = Cluster(server);
        cluster["certificate-authority-data"] = Base64(other.Pem);

        var run = await RunAsync(cluster, new() { ["token"] = server.ServerToken });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "TLS failed: its certificate is not signed by a certificate authority that is trusted here", run.Log, StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    public async Task An_authority_without_a_certificate_is_a_bad_setting(string pem)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var cluster = Cluster(server);
        cluster["certificate-authority-data"] = null;
        cluster["certificate-authority"] = _folder.Write("ca.crt", pem);

        AssertBadSettings(await RunAsync(cluster, []), "the certificate authority holds no certificate");
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    public async Task The_certificate_is_not_verified_only_with_insecure_skip_tls_verify(string skip, int exitCode)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var cluster = Cluster(server);
        cluster.Remove("certificate-authority-data");
        cluster["insecure-skip-tls-verify"] = bool.Parse(skip);

        Assert.Equal(exitCode, (await RunAsync(cluster, new() { ["token"] = server.ServerToken })).ExitCode);
    }

    [Theory]
    [InlineData("localhost", 0, "starting")]
    [InlineData("kubernetes.default.svc", 0, "starting")]
    [InlineData("", 0, "starting")]
    [InlineData("kubernetes.example", 1, "its certificate is for another host name")]
    [InlineData("two words\n", 2, "tls-server-name is no host name")]
    public async Task The_certificate_must_have_the_name_in_tls_server_name(string name, int exitCode, string word)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var cluster = Cluster(server);
        cluster["tls-server-name"] = name;

        var run = await RunAsync(cluster, new() { ["token"] = server.ServerToken });

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(word, run.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("username", "bob", "by username and password")]
    [InlineData("password", "secret-7", "by username and password")]
    [InlineData("as", "bob", "impersonates another user")]
    [InlineData("as-groups", "bob", "impersonates another user")]
    [InlineData("proxy-url", "http://proxy.example", "through a proxy-url")]
    public async Task Unsupported_settings_are_rejected_and_not_ignored(string key, string value, string reason)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var (cluster, user) = (Cluster(server), new JsonObject { ["token"] = server.ServerToken });
        (key == "proxy-url" ? cluster : user)[key] = key == "as-groups" ? new JsonArray(value) : value;

        var run = await RunAsync(cluster, user);

        AssertBadSettings(run, reason);
        Assert.Contains("kubectl proxy", run.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-7", run.Log, StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Fact]
    public async Task A_relative_kubeconfig_finds_its_files_in_its_own_folder()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var file = Path.GetRelativePath(Environment.CurrentDirectory, server.KubeconfigFile(KubeconfigUser.CertificateFiles));

        Assert.False(Path.IsPathRooted(file));
        Assert.Empty((await CollectRun.Of(["--kubeconfig", file])).Warnings);
    }

    [Theory]
    [InlineData("{", "its JSON is broken (at line 1")]
    [InlineData("{} {}", "its JSON is broken (at line 1")]
    [InlineData("{}", "has no current-context")]
    [InlineData("", "has no current-context")]
    [InlineData("current-context: x", "has no context named x")]
    [InlineData("current-context: x\ncontexts:\n- name: x\n  context:\n    cluster: y", "has no cluster named y")]
    [InlineData("current-context: x\ncontexts: {}", "has no context named x")]
    public async Task An_incomplete_kubeconfig_is_rejected_with_what_is_missing(string text, string reason) =>
        AssertBadSettings(await CollectRun.Of(["--kubeconfig", _folder.Write("config", text)]), reason);

    private static JsonObject Cluster(FakeApiServer server) => new()
    {
        ["server"] = server.Url.AbsoluteUri,
        ["certificate-authority-data"] = Base64(server.Authority.Pem),
    };

    // As JSON, which kubectl reads and writes too: YAML has tests of its own.
    private Task<CollectRun> RunAsync(JsonObject cluster, JsonObject user)
    {
        static JsonArray Named(string kind, JsonObject value) => [new JsonObject { ["name"] = "x", [kind] = value }];
        var config = new JsonObject
        {
            ["current-context"] = "x",
            ["contexts"] = Named("context", new() { ["cluster"] = "x", ["user"] = "x" }),
            ["clusters"] = Named("cluster", cluster),
            ["users"] = Named("user", user),
        };
        return CollectRun.Of(
            ["--kubeconfig", _folder.Write("config.json", config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }))]);
    }

    private static (string Certificate, string Key) Pair(TestAuthority authority, string algorithm, string label)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = authority.IssueClient("tester", algorithm == "RSA" ? new PublicKey(rsa) : new PublicKey(ec));
        return (certificate.ExportCertificatePem(), (algorithm, label) switch
        {
            ("RSA", "PRIVATE KEY") => rsa.ExportPkcs8PrivateKeyPem(),
            ("RSA", _) => rsa.ExportRSAPrivateKeyPem(),
            (_, "PRIVATE KEY") => ec.ExportPkcs8PrivateKeyPem(),
            _ => ec.ExportECPrivateKeyPem(),
        });
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void AssertBadSettings(CollectRun run, string reason)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, Assert.Single(run.Lines), StringComparison.Ordinal);
    }
}
