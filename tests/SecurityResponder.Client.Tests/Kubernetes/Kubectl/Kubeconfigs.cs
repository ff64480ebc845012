using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubectl;

/// <summary>Kubeconfigs as the tools write them, for one server.</summary>
internal sealed class Kubeconfigs(FakeApiServer server, TestFolder folder)
{
    private string Port => $"{server.Url.Port}";

    private string Authority => Base64(server.Authority.Pem);

    private string Token => server.ServerToken!;

    /// <summary>The text of a kubeconfig.</summary>
    public string Text(string kind) => kind switch
    {
        "RKE2" => Plain("default", "default", "127.0.0.1", EllipticCurve()),
        "kind" => Plain("kind-kind", "kind-kind", "127.0.0.1", Rsa()),
        "k3d" => Plain("k3d-dev", "admin@k3d-dev", "0.0.0.0", EllipticCurve()),
        "Ed25519" => Plain("default", "default", "127.0.0.1", Ed25519()),
        "Rancher" => Rancher(),
        "flow style" => Flow(),
        "anchors" => Anchors(),
        "JSON" => Json(),
        "token file" => TokenFile(),
        "exec plugin" => Plain("cloud", "cloud", "127.0.0.1", Plugin(folder.Write("login", Script()))),
        "impersonation" => Plain("default", "default", "127.0.0.1", [$"token: {Token}", "as: auditor"]),
        "name for TLS" => Plain("default", "default", "127.0.0.1", [$"token: {Token}"], "tls-server-name: kubernetes.default.svc"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A kubeconfig with a token and one more line about the cluster.</summary>
    public string WithCluster(string line) => Plain("default", "default", "127.0.0.1", [$"token: {Token}"], line);

    /// <summary>A kubeconfig that runs a plugin.</summary>
    public string WithPlugin(string file) => Plain("cloud", "cloud", "127.0.0.1", Plugin(file));

    /// <summary>Two files that make a kubeconfig only together.</summary>
    public (string Clusters, string Users) Halves() =>
        ($"clusters: [{{name: a, cluster: {{server: 'https://127.0.0.1:{Port}', certificate-authority-data: {Authority}}}}}]\n",
            $"users: [{{name: b, user: {{token: {Token}}}}}]\n"
            + "contexts: [{name: c, context: {cluster: a, user: b}}]\ncurrent-context: c\n");

    private string Plain(string name, string user, string host, string[] userLines, string clusterLine = "disable-compression: true") =>
        $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {Authority}
            server: https://{host}:{Port}
            {clusterLine}
          name: {name}
        - cluster:
            server: https://127.0.0.1:1
          name: elsewhere
        contexts:
        - context:
            cluster: {name}
            user: {user}
          name: {name}
        - context:
            cluster: elsewhere
            user: {user}
          name: elsewhere
        current-context: {name}
        kind: Config
        preferences: {"{}"}
        users:
        - name: {user}
          user:
            {string.Join("\n    ", userLines)}

        """;

    // Rancher continues the long text over lines by backslashes.
    private string Rancher() => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: "harbour"
          cluster:
            server: "https://localhost:{{Port}}"
            certificate-authority-data: "{{string.Join("\\\n      ", Authority.Chunk(56).Select(chunk => new string(chunk)))}}"

        users:
        - name: "harbour"
          user:
            token: "{{Token}}"


        contexts:
        - name: "harbour"
          context:
            user: "harbour"
            cluster: "harbour"

        current-context: "harbour"
        """;

    private string Flow() =>
        $$"""
        {apiVersion: v1, kind: Config, current-context: here,
         clusters: [{name: a, cluster: {server: "https://localhost:{{Port}}", certificate-authority-data: {{Authority}} } }],
         users: [{name: b, user: {token: {{Token}} } }], contexts: [{name: here, context: {cluster: a, user: b} }]}
        """;

    private string Anchors() => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: first
          cluster: &base
            server: https://127.0.0.1:1
            certificate-authority-data: {{Authority}}
        - name: second
          cluster:
            <<: *base
            server: !!str https://127.0.0.1:{{Port}}
        users: [{name: u, user: &user {token: !!str {{Token}} } }, {name: v, user: *user}]
        contexts: [{name: c, context: {cluster: second, user: v} }]
        current-context: c
        """;

    private string Json() => $$"""
        {"clusters":[{"name":"a","cluster":{"server":"https://127.0.0.1:{{Port}}","certificate-authority-data":"{{Authority}}"} }],
         "users":[{"name":"b","user":{"token":"{{Token}}"} }],
         "contexts":[{"name":"c","context":{"cluster":"a","user":"b"} }],"current-context":"c"}
        """;

    private string TokenFile()
    {
        folder.Write("user.token", Token);
        folder.Write("authority.crt", server.Authority.Pem);
        return Plain("default", "default", "127.0.0.1", ["tokenFile: user.token"]).Replace(
            $"certificate-authority-data: {Authority}", "certificate-authority: authority.crt", StringComparison.Ordinal);
    }

    private static string[] Plugin(string file) =>
    [
        "exec:", "  apiVersion: client.authentication.k8s.io/v1", "  command: sh", $"  args: ['{file}']", "  interactiveMode: IfAvailable",
    ];

    private string Script() => $$"""
        echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"{{Token}}"} }'
        """;

    private string[] EllipticCurve()
    {
        using var certificate = server.Authority.IssueClient("tester");
        using var key = certificate.GetECDsaPrivateKey()!;
        return Certificate(certificate, key.ExportECPrivateKeyPem());
    }

    private string[] Rsa()
    {
        using var key = RSA.Create(2048);
        using var certificate = server.Authority.IssueClient("tester", new PublicKey(key));
        return Certificate(certificate, key.ExportRSAPrivateKeyPem());
    }

    // .NET cannot make such a key. This one, of RFC 8410, section 10.3, is public.
    private string[] Ed25519()
    {
        const string Key = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(
            Convert.FromBase64String("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="), out _);
        using var certificate = server.Authority.IssueClient("tester", key);
        return Certificate(certificate, Key);
    }

    private static string[] Certificate(X509Certificate2 certificate, string key) =>
        [$"client-certificate-data: {Base64(certificate.ExportCertificatePem())}", $"client-key-data: {Base64(key)}"];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
